using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Llama.Models;

/// <summary>A low-rank adapter (arXiv 2106.09685) of one model's weights, which own it: it is freed with them.</summary>
public sealed class LoraAdapter
{
    internal LoraAdapter(string name, nint pointer)
    {
        Name = name;
        Pointer = pointer;
    }

    /// <summary>What requests call it.</summary>
    public string Name { get; }

    internal nint Pointer { get; }

    internal static LoraAdapter Load(nint model, string name, string path)
    {
        var pointer = NativeLlama.LoadAdapter(model, path);
        return pointer != nint.Zero
            ? new LoraAdapter(name, pointer)
            : throw new ModelLoadException($"{path}: llama.cpp could not load this adapter for these weights; its log has the reason");
    }
}

/// <summary>An adapter and how strongly it is applied.</summary>
/// <param name="Adapter">Of the same weights as the context.</param>
/// <param name="Scale">1 is as trained, 0 is none.</param>
public readonly record struct ScaledAdapter(LoraAdapter Adapter, float Scale);
