using LLama.Exceptions;
using LLama.Native;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Llama.Models;

/// <summary>A model's weights, mapped into memory once however many contexts use them. Dispose it after its contexts.</summary>
public sealed class ModelWeights : IDisposable
{
    private readonly SafeLlamaModelHandle _handle;

    private ModelWeights(SafeLlamaModelHandle handle, bool isOffloaded)
    {
        _handle = handle;
        IsOffloaded = isOffloaded;
        Vocabulary = new Vocabulary(handle);
    }

    /// <summary>The tokenizer.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Whether some of its layers are computed on another device than the processor.</summary>
    public bool IsOffloaded { get; }

    /// <summary>Number of weights.</summary>
    public long Parameters => checked((long)_handle.ParameterCount);

    /// <summary>Context length that the model was trained with.</summary>
    public int TrainedContext => _handle.ContextSize;

    /// <summary>Layers.</summary>
    public int Layers => _handle.LayerCount;

    /// <summary>Bytes of the weights.</summary>
    public long Bytes => checked((long)_handle.SizeInBytes);

    /// <summary>The file's own chat template as Jinja source, where it has one.</summary>
    public string? ChatTemplateSource => _handle.GetTemplate(strict: false);

    /// <summary>
    /// Whether a sequence can take over the first cells of another that has gone further: not where there is a state in place of cells, or a
    /// window that old cells leave.
    /// </summary>
    public bool SharesBeginnings
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            var model = _handle.DangerousGetHandle();
            return NativeLlama.IsRecurrent(model) == 0 && NativeLlama.IsHybrid(model) == 0 && NativeLlama.SlidingWindow(model) == 0;
        }
    }

    /// <summary>Maps a GGUF file (the first part of a split one) into memory. Check the file before: native code trusts it.</summary>
    /// <param name="source">The file and where its layers go.</param>
    /// <param name="progress">Share read, 0 to 1; called on the loading thread.</param>
    /// <param name="cancellation">Ends the load.</param>
    /// <exception cref="ModelLoadException">llama.cpp refused the file.</exception>
    public static unsafe ModelWeights Load(WeightsSource source, IProgress<float> progress, CancellationToken cancellation)
    {
        // A list of devices that ends with null; null in place of the list stands for all of them.
        var devices = stackalloc nint[] { source.Device?.Handle ?? nint.Zero, nint.Zero };
        LlamaProgressCallback report = (share, _) =>
        {
            progress.Report(share);
            return !cancellation.IsCancellationRequested;
        };
        var settings = LLamaModelParams.Default();
        settings.load_mode = LLamaLoadMode.MemoryMap;
        settings.n_gpu_layers = source.GpuLayers;
        settings.devices = source.Device is null ? null : devices;
        settings.progress_callback = report;
        try
        {
            return new ModelWeights(SafeLlamaModelHandle.LoadFromFile(source.Path, settings), isOffloaded: source.GpuLayers != 0);
        }
        catch (Exception e) when (e is LoadWeightsFailedException or RuntimeError)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new ModelLoadException($"{source.Path}: llama.cpp could not load the weights; its log has the reason", e);
        }
        finally
        {
            GC.KeepAlive(report);
        }
    }

    /// <summary>Loads an adapter for these weights. Check the file before: native code trusts it.</summary>
    /// <param name="name">What requests call it.</param>
    /// <param name="path">Its GGUF file.</param>
    /// <exception cref="ModelLoadException">llama.cpp refused it.</exception>
    public LoraAdapter LoadAdapter(string name, string path)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        return LoraAdapter.Load(_handle.DangerousGetHandle(), name, path);
    }

    /// <summary>Makes a context on the calling thread, which owns it from then on.</summary>
    /// <exception cref="ModelLoadException">Not enough memory, or settings that this model or device cannot have.</exception>
    public ModelContext CreateContext(ContextSettings settings)
    {
        var handle = SafeLLamaContextHandle.Create(_handle, Native(settings));
        if (handle.IsInvalid)
        {
            // LLamaSharp tests for null, which never comes, and has taken a reference on the model by now.
            _handle.DangerousRelease();
            throw new ModelLoadException(
                $"llama.cpp could not make a context of {settings.Cells} cells for {settings.Sequences} sequences; its log has the reason");
        }

        return new ModelContext(handle, settings, Vocabulary.Count);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static LLamaContextParams Native(ContextSettings settings)
    {
        var native = LLamaContextParams.Default();
        native.n_ctx = (uint)settings.Cells;
        native.n_batch = (uint)settings.MicroBatch;
        native.n_ubatch = (uint)settings.MicroBatch;
        native.n_outputs_max = (uint)(settings.Rows ?? 0); // 0: as many as the batch
        native.n_seq_max = (uint)settings.Sequences;
        native.n_threads = settings.Threads;
        native.n_threads_batch = settings.Threads;
        native.type_k = (GGMLType)settings.CacheTypeK;
        native.type_v = (GGMLType)settings.CacheTypeV;
        native.llama_flash_attn_type = settings.FlashAttention switch
        {
            FlashAttention.On => LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_ENABLED,
            FlashAttention.Off => LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_DISABLED,
            _ => LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_AUTO,
        };
        native.kv_unified = settings.IsPool;
        native.no_perf = true;
        return native;
    }
}
