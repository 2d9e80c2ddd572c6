namespace QuantGrpc.Server.Commands;

/// <summary>MiniMATH, which stands beside the executable.</summary>
internal static class EmbeddedModel
{
    /// <summary>Folder of the embedded models.</summary>
    public static string Folder { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The F16 file.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Folder, "minimath-f16.gguf");
}
