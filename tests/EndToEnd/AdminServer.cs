using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>
/// The real server process with admin calls allowed: MiniMATH in F16, the same with a quantized cache, and in Q2_K. A test leaves all
/// three loaded.
/// </summary>
public sealed class AdminServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quantgrpc-admin-").FullName;
    private RunningServer? _server;
    private GrpcChannel? _channel;

    public InferenceService.InferenceServiceClient Client => new(Channel);

    public GrpcChannel Channel => _channel ?? throw new InvalidOperationException("the server was not started");

    /// <summary>The file of Q2_K.</summary>
    public string Q2Path => Path.Combine(_folder, "minimath-Q2_K.gguf");

    /// <summary>A file of Q4_0 outside the server's folder.</summary>
    public string Q4Path => Path.Combine(_folder, "aside", "minimath-Q4_0.gguf");

    public async ValueTask InitializeAsync()
    {
        await QuantizeAsync("Q2_K", _folder);
        await QuantizeAsync("Q4_0", Path.Combine(_folder, "aside"));
        var f16 = Path.Combine(_folder, "minimath-f16.gguf");
        File.Copy(MiniMath.F16Path, f16);
        _server = await RunningServer.StartAsync(
            "--models", _folder, "--sequences", "4", "--threads", "1", "--allow-admin",
            "--", "--Models:Variants:0:Id=minimath-f16-kv-q4_0", $"--Models:Variants:0:Path={f16}",
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

    internal async Task<Variant> LoadAsync(string variant) => (await Client.LoadVariantAsync(new LoadVariantRequest { Variant = variant })).Variant;

    internal async Task<Variant> UnloadAsync(string variant) =>
        (await Client.UnloadVariantAsync(new UnloadVariantRequest { Variant = variant })).Variant;

    internal async Task<Variant> GetAsync(string variant) => (await Client.GetVariantAsync(new GetVariantRequest { Variant = variant })).Variant;

    /// <summary>A stream of so many tokens.</summary>
    internal AsyncServerStreamingCall<GenerateResponse> Stream(string variant, uint tokens) => Client.Generate(new GenerateRequest
    {
        Variant = variant, Prompt = "1 + 1 =", Sampling = new Sampling { MinTokens = tokens, MaxTokens = tokens, Temperature = 1, Seed = 5 },
    });

    /// <summary>Everything of a stream from here on.</summary>
    internal static async Task<List<GenerateEvent>> RestAsync(AsyncServerStreamingCall<GenerateResponse> call)
    {
        var events = new List<GenerateEvent>();
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            events.AddRange(response.Events);
        }

        return events;
    }

    private static async Task QuantizeAsync(string type, string folder)
    {
        await using var quantize = ChildProgram.Start(Executables.Server, ["quantize", MiniMath.F16Path, "--types", type, "--out", folder]);
        (await quantize.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(0, quantize.Output);
    }
}
