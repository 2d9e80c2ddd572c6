using LLama.Native;

namespace QuantGrpc.Llama.Models;

/// <summary>One quantization to be made.</summary>
public sealed record QuantizeJob
{
    /// <summary>The source GGUF.</summary>
    public required string Input { get; init; }

    /// <summary>The file to be written; must not be the source, which llama.cpp would destroy (ggml-org/llama.cpp#12753).</summary>
    public required string Output { get; init; }

    /// <summary>llama.cpp's number of the file type.</summary>
    public required int FileType { get; init; }

    /// <summary>Threads; 0 for all.</summary>
    public int Threads { get; init; }

    /// <summary>Accept a source that is quantized already.</summary>
    public bool AllowRequantize { get; init; }
}

/// <summary>
/// llama.cpp's quantizer. It has neither progress nor cancel and its asserts end the process: run it in a child process and read
/// its log.
/// </summary>
public static class Quantizer
{
    /// <summary>Quantizes on the calling thread.</summary>
    /// <exception cref="ModelLoadException">llama.cpp refused; its log has the reason.</exception>
    public static void Run(QuantizeJob job)
    {
        if (Path.GetFullPath(job.Input) == Path.GetFullPath(job.Output))
        {
            throw new ArgumentException($"the output is the input: {job.Input}", nameof(job));
        }

        var settings = LLamaModelQuantizeParams.Default();
        settings.ftype = (LLamaFtype)job.FileType;
        settings.nthread = job.Threads;
        settings.allow_requantize = job.AllowRequantize;
        if (NativeApi.llama_model_quantize(job.Input, job.Output, ref settings) != 0)
        {
            throw new ModelLoadException($"{job.Input}: llama.cpp could not quantize it; its log has the reason");
        }
    }
}
