using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak.Calls;

/// <summary>Requests that have to be refused, each kind of refusal once.</summary>
internal sealed class RefusedCalls(SoakClients clients)
{
    private static readonly Marshaller<byte[]> Raw = Marshallers.Create(bytes => bytes, bytes => bytes);

    public IEnumerable<SoakCall> All =>
    [
        Generate("an unknown variant", StatusCode.NotFound, request => request.Variant = "none"),
        Generate("no input", StatusCode.InvalidArgument, request => request.ClearInput()),
        Generate("a token that does not exist", StatusCode.InvalidArgument, request => request.Tokens = new TokenInput { Ids = { uint.MaxValue } }),
        Generate("a prompt beyond the context", StatusCode.InvalidArgument, request => request.Prompt = new string('7', 3000)),
        Generate("a temperature that is no number", StatusCode.InvalidArgument, request => request.Sampling.Temperature = float.NaN),
        Generate("a grammar that is none", StatusCode.InvalidArgument, request => request.Sampling.Grammar = "root ::= ("),
        Generate("a schema that is none", StatusCode.InvalidArgument, request => request.Sampling.JsonSchema = "{"),
        Generate("too many samples", StatusCode.InvalidArgument, request => request.Samples = 1000),
        Generate("an unknown adapter", StatusCode.NotFound, request => request.Adapters.Add(new AdapterUse { Id = "none" })),
        Generate("other weights", StatusCode.FailedPrecondition, request => request.ExpectedWeightsSha256 = new string('0', 64)),
        Generate("a message above the limit", StatusCode.ResourceExhausted, request => request.Prompt = new string('7', 5 * 1024 * 1024)),
        Refusal("one side alone", StatusCode.InvalidArgument, client => client.Compare(new CompareRequest { Sides = { new CompareSide { Variant = SoakServer.F16 } } })),
        Refusal("nothing to score", StatusCode.InvalidArgument, client => client.Score(new ScoreRequest { Variant = SoakServer.F16 })),
        Refusal("no text to compare", StatusCode.InvalidArgument, client => client.CompareScore(new CompareScoreRequest { Reference = SoakServer.F16, Variants = { SoakServer.Q4 } })),
        new("refused: an unload of nothing", 1, UnloadNothingAsync) { IsQueued = false, MayEnd = [StatusCode.NotFound] },
        new("refused: a time limit below zero", 1, UnloadBeforeNowAsync) { IsQueued = false, MayEnd = [StatusCode.InvalidArgument] },
        new("refused: bytes that are no message", 1, chance => RawAsync(chance, "Generate")) { IsQueued = false, MayEnd = [StatusCode.Internal] },
        new("refused: a method that is not there", 1, chance => RawAsync(chance, "None")) { IsQueued = false, MayEnd = [StatusCode.Unimplemented] },
    ];

    private SoakCall Generate(string name, StatusCode status, Action<GenerateRequest> change)
    {
        return Refusal(name, status, Call);

        AsyncServerStreamingCall<GenerateResponse> Call(InferenceService.InferenceServiceClient client)
        {
            var request = new GenerateRequest { Variant = SoakServer.F16, Prompt = "1 + 1 =", Sampling = new Sampling { MaxTokens = 3 } };
            change(request);
            return client.Generate(request);
        }
    }

    private SoakCall Refusal<T>(string name, StatusCode status, Func<InferenceService.InferenceServiceClient, AsyncServerStreamingCall<T>> call)
    {
        return new SoakCall($"refused: {name}", 1, RunAsync) { IsQueued = false, MayEnd = [status] };

        async Task RunAsync(Random chance)
        {
            using var refused = call(clients.Any(chance));
            await refused.AllAsync();
        }
    }

    private async Task UnloadNothingAsync(Random chance) => await clients.Any(chance).UnloadVariantAsync(new UnloadVariantRequest { Variant = "none" });

    private async Task UnloadBeforeNowAsync(Random chance) => await clients.Any(chance).UnloadVariantAsync(
        new UnloadVariantRequest { Variant = SoakServer.Guest, TimeLimit = new Duration { Seconds = -1 } });

    private async Task RawAsync(Random chance, string name)
    {
        var method = new Method<byte[], byte[]>(MethodType.ServerStreaming, "quantgrpc.inference.v1.InferenceService", name, Raw, Raw);
        using var call = clients.AnyChannel(chance).CreateCallInvoker().AsyncServerStreamingCall(method, host: null, new CallOptions(), [0xFF, 0xFF, 0xFF]);
        await call.AllAsync();
    }
}
