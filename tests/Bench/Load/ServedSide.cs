using Grpc.Net.Client;
using QuantGrpc.Bench.Load.Pairs;
using QuantGrpc.Bench.Load.Scenarios;
using QuantGrpc.Bench.Load.Targets;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Bench.Load;

/// <summary>Our server as a process of its own, ended with it; or one that runs already.</summary>
internal sealed class ServedSide : IAsyncDisposable
{
    private readonly RunningServer? _server;

    private ServedSide(RunningServer? server, Side side)
    {
        _server = server;
        Side = side;
    }

    public Side Side { get; }

    /// <param name="settings">Which server, or which files it is started with.</param>
    /// <param name="shape">What it is given room for.</param>
    /// <param name="more">Further arguments of <c>serve</c>.</param>
    public static async Task<ServedSide> StartAsync(LoadSettings settings, ServerShape shape, IEnumerable<string> more)
    {
        if (settings.Server is { } address)
        {
            return new ServedSide(null, await SideOfAsync(address));
        }

        var server = await RunningServer.StartAsync(
            [.. settings.Models.SelectMany(m => new[] { "--models", m }), "--sequences", $"{shape.Sequences}", "--context", $"{shape.Context}", "--queue", "1024", .. more]);
        return new ServedSide(server, await SideOfAsync(server.Address));
    }

    public async ValueTask DisposeAsync()
    {
        Side.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static async Task<Side> SideOfAsync(string address)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var served = await new InferenceService.InferenceServiceClient(channel).ListVariantsAsync(new ListVariantsRequest());
        return new Side([.. served.Variants.Where(v => v.State == VariantState.Ready).Select(v => new GenerateTarget(address, v.Id))]);
    }
}
