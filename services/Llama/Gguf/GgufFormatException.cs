namespace QuantGrpc.Llama.Gguf;

/// <summary>
/// A file is no GGUF file that this product reads. The message names the file, the byte offset, what was found there and what
/// is allowed.
/// </summary>
public sealed class GgufFormatException : Exception
{
    /// <summary>States one fault of one file.</summary>
    public GgufFormatException(string file, long offset, string found, string allowed)
        : base($"{file}: byte {offset}: {found}; allowed: {allowed}")
    {
        File = file;
        Offset = offset;
    }

    /// <summary>The file's path, or the name given for a stream.</summary>
    public string File { get; }

    /// <summary>Where in the file the faulty field begins.</summary>
    public long Offset { get; }
}
