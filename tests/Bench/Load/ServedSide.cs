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
    private const int Queue = 1024;

    private readonly RunningServer? _server;

    private ServedSide(RunningServer? server, string address, Side side)
    {
        _server = server;
        Address = address;
        Side = side;
    }

    public string Address { get; }

    public Side Side { get; }

    /// <param name="settings">Which server, or which files it is started with.</param>
    /// <param name="shape">What it is given room for.</param>
    /// <param name="more">Further arguments of <c>serve</c>, after a lone <c>--</c>.</param>
    public static async Task<ServedSide> StartAsync(LoadSettings settings, ServerShape shape, IEnumerable<string> more)
    {
        if (settings.Server is { } address)
        {
            return new ServedSide(null, address, new Side(true, await VariantsAsync(address), []));
        }

        var server = await RunningServer.StartAsync(
            ["--sequences", $"{shape.Sequences}", "--context", $"{shape.Context}", "--queue", $"{Queue}", "--", .. settings.Models.SelectMany(VariantOf), .. more]);
        return new ServedSide(server, server.Address, new Side(true, await VariantsAsync(server.Address), [server.Program.Id]));
    }

    public async ValueTask DisposeAsync()
    {
        Side.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    // By names of their own, so that one file may be served several times.
    private static string[] VariantOf(string file, int index) =>
        [$"--Models:Variants:{index}:Id={index}-{Path.GetFileNameWithoutExtension(file)}", $"--Models:Variants:{index}:Path={Path.GetFullPath(file)}"];

    private static async Task<IReadOnlyList<ILoadTarget>> VariantsAsync(string address)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var served = await new InferenceService.InferenceServiceClient(channel).ListVariantsAsync(new ListVariantsRequest());
        return [.. served.Variants.Where(v => v.State == VariantState.Ready).Select(v => new GenerateTarget(address, v.Id))];
    }
}
