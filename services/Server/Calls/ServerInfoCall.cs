using Google.Protobuf.WellKnownTypes;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>GetServerInfo.</summary>
internal sealed class ServerInfoCall(LlamaBackendInfo backend, VariantRegistry registry, AdapterCatalog adapters, TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();

    public GetServerInfoResponse Answer() => new()
    {
        Product = $"quantgrpc-server {typeof(ServerInfoCall).Assembly.GetName().Version?.ToString(3)}",
        LlamasharpRelease = LlamaBackend.LLamaSharpRelease,
        LlamaCppRelease = backend.LlamaCppRelease,
        NativeLibrary = backend.LibraryPath,
        CpuFeatures = { backend.CpuFeatures },
        StartTime = _start.ToTimestamp(),
        Devices =
        {
            LlamaBackend.Devices().Select(device => new Device
            {
                Name = device.Name,
                Description = device.Description,
                TotalMemoryBytes = (ulong)device.TotalBytes,
                FreeMemoryBytes = (ulong)device.FreeBytes,
            }),
        },
        Adapters = { adapters.Ids },
        ManagedHeapBytes = (ulong)GC.GetTotalMemory(forceFullCollection: false),
        Limits = new Limits
        {
            MaxMessageBytes = RequestLimits.MessageBytes,
            MaxAlternatives = RequestLimits.Alternatives,
            MaxQueue = (uint)registry.Queue,
            MaxStopStrings = RequestLimits.StopStrings,
            MaxStopStringBytes = RequestLimits.StopStringBytes,
            MaxChatMessages = RequestLimits.ChatMessages,
        },
    };
}
