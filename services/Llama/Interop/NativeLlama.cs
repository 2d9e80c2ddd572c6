using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LLama.Native;

[assembly: DisableRuntimeMarshalling]

namespace QuantGrpc.Llama.Interop;

/// <summary>The calls of <c>llama.h</c> that LLamaSharp lacks or wraps too dearly.</summary>
internal static unsafe partial class NativeLlama
{
    /// <summary>
    /// Decodes a batch. LLamaSharp's own call pins one array a slot in a finalizable object and takes a lock over all contexts;
    /// ours passes a native batch that lives as long as the context.
    /// </summary>
    /// <returns>0 done, 1 no room in the KV cache, 2 aborted, below 0 a fault.</returns>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_decode")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int Decode(nint context, LLamaNativeBatch batch);

    /// <summary>Logits of a batch's row: <c>n_vocab</c> floats, valid to the context's next decode; null for a row without logits.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_get_logits_ith")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial float* Logits(nint context, int row);

    /// <summary>The context's memory, which holds its KV cells.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_get_memory")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial nint Memory(nint context);

    /// <summary>Whether the model keeps a state in place of cells, as Mamba does.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_model_is_recurrent")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial byte IsRecurrent(nint model);

    /// <summary>Whether some of its layers do.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_model_is_hybrid")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial byte IsHybrid(nint model);

    /// <summary>Width of the window of its sliding-window layers, in tokens; 0 where it has none.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_model_n_swa")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int SlidingWindow(nint model);

    /// <summary>The vocabulary of a model.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_model_get_vocab")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial nint Vocabulary(nint model);

    /// <summary>Tokenizes UTF-8 bytes. A negative result is the number of tokens that would have been written.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_tokenize")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int Tokenize(
        nint vocabulary, byte* text, int textLength, int* tokens, int tokensLength, byte addSpecial, byte parseSpecial);

    /// <summary>Writes a token's bytes. A negative result is the length that would have been written.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_token_to_piece")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int TokenToPiece(nint vocabulary, int token, byte* buffer, int length, int leftStrip, byte special);

    /// <summary>Whether a token is a control token.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_vocab_is_control")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial byte IsControl(nint vocabulary, int token);

    /// <summary>Whether a token ends a generation.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_vocab_is_eog")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial byte IsEndOfGeneration(nint vocabulary, int token);

    /// <summary>Lets a sequence hold the cells of another, from a position up to (not with) another; a unified cache copies nothing.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_memory_seq_cp")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void CopySequence(nint memory, int source, int target, int from, int to);

    /// <summary>Loads an adapter that the model then owns; null where it does not fit. LLamaSharp hides whether it did.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_adapter_lora_init", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial nint LoadAdapter(nint model, string path);

    /// <summary>Replaces a context's adapters; not 0 is a fault. LLamaSharp drops the result.</summary>
    [LibraryImport(NativeModules.Llama, EntryPoint = "llama_set_adapters_lora")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int SetAdapters(nint context, nint* adapters, nuint count, float* scales);
}
