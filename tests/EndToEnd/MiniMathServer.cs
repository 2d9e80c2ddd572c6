using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>The real server process with MiniMATH in F16, in Q2_K and with a quantized cache; one for all tests of the collection.</summary>
[CollectionDefinition(Name)]
public sealed class MiniMathServer : ICollectionFixture<MiniMathServer>, IAsyncLifetime
{
    public const string Name = "MiniMATH server";

    private readonly string _folder = Directory.CreateTempSubdirectory("quantgrpc-").FullName;
    private RunningServer? _server;
    private GrpcChannel? _channel;

    /// <summary>The Q2_K file that it serves.</summary>
    public string Q2KPath => Directory.EnumerateFiles(_folder, "*Q2_K.gguf").Single();

    public string Address => Server.Address;

    public InferenceService.InferenceServiceClient Client => new(Channel);

    public GrpcChannel Channel => _channel ?? throw new InvalidOperationException("the server was not started");

    private RunningServer Server => _server ?? throw new InvalidOperationException("the server was not started");

    public async ValueTask InitializeAsync()
    {
        await using (var quantize = ChildProgram.Start(Executables.Server, ["quantize", MiniMath.F16Path, "--types", "Q2_K", "--out", _folder]))
        {
            (await quantize.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(0, quantize.Output);
        }

        File.Copy(MiniMath.F16Path, Path.Combine(_folder, "minimath-f16.gguf"));
        _server = await RunningServer.StartAsync(
            "--models", _folder, "--queue", "8", "--sequences", "4",
            "--", "--Models:Variants:0:Id=minimath-f16-kv-q4_0", $"--Models:Variants:0:Path={Path.Combine(_folder, "minimath-f16.gguf")}",
            "--Models:Variants:0:CacheTypeK=q4_0", "--Models:Variants:0:CacheTypeV=q4_0");
        _channel = GrpcChannel.ForAddress(_server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A request for a problem, greedy, as chat.</summary>
    internal static GenerateRequest Solve(string variant, string problem) => new()
    {
        Variant = variant,
        Chat = new ChatInput { Messages = { new ChatMessage { Role = "user", Content = problem } } },
        Sampling = new Sampling { MaxTokens = 512 },
    };

    /// <summary>All events of a call.</summary>
    internal async Task<List<GenerateEvent>> EventsAsync(GenerateRequest request, CancellationToken cancellation = default)
    {
        using var call = Client.Generate(request, cancellationToken: cancellation);
        var events = new List<GenerateEvent>();
        await foreach (var response in call.ResponseStream.ReadAllAsync(cancellation))
        {
            events.AddRange(response.Events);
        }

        return events;
    }

    /// <summary>The text of a stream of events.</summary>
    internal static string TextOf(IEnumerable<GenerateEvent> events) => string.Concat(events.Select(e => e.EventCase switch
    {
        GenerateEvent.EventOneofCase.Token => e.Token.Text,
        GenerateEvent.EventOneofCase.Finished => e.Finished.Text,
        _ => "",
    }));
}
