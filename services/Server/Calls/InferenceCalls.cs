using Grpc.Core;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>The inference service: each call goes to the class that answers it.</summary>
internal sealed class InferenceCalls(
    VariantRegistry registry, VariantFinder finder, VariantAdmin admin, VariantWatch watch, LoadCall load, ServerInfoCall info, TextCalls text,
    GenerateCall generate, ScoreCall score, CompareScoreCall compareScore, CompareCall compare)
    : InferenceService.InferenceServiceBase
{
    public override Task<GetServerInfoResponse> GetServerInfo(GetServerInfoRequest request, ServerCallContext context) =>
        Task.FromResult(info.Answer());

    public override Task<ListVariantsResponse> ListVariants(ListVariantsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListVariantsResponse { Variants = { registry.All.Select(VariantMessages.From) } });

    public override Task<GetVariantResponse> GetVariant(GetVariantRequest request, ServerCallContext context) =>
        Task.FromResult(new GetVariantResponse { Variant = VariantMessages.From(finder.Find(request.Variant)) });

    public override Task WatchVariants(
        WatchVariantsRequest request, IServerStreamWriter<WatchVariantsResponse> responseStream, ServerCallContext context) =>
        watch.StreamAsync(responseStream, context);

    public override Task<LoadVariantResponse> LoadVariant(LoadVariantRequest request, ServerCallContext context) =>
        admin.LoadAsync(request, context.CancellationToken);

    public override Task<UnloadVariantResponse> UnloadVariant(UnloadVariantRequest request, ServerCallContext context) =>
        admin.UnloadAsync(request, context.CancellationToken);

    public override Task<GetLoadResponse> GetLoad(GetLoadRequest request, ServerCallContext context) => Task.FromResult(load.Answer(request));

    public override Task Generate(GenerateRequest request, IServerStreamWriter<GenerateResponse> responseStream, ServerCallContext context) =>
        generate.StreamAsync(request, responseStream, context);

    public override Task Score(ScoreRequest request, IServerStreamWriter<ScoreResponse> responseStream, ServerCallContext context) =>
        score.StreamAsync(request, responseStream, context);

    public override Task CompareScore(
        CompareScoreRequest request, IServerStreamWriter<CompareScoreResponse> responseStream, ServerCallContext context) =>
        compareScore.StreamAsync(request, responseStream, context);

    public override Task Compare(CompareRequest request, IServerStreamWriter<CompareResponse> responseStream, ServerCallContext context) =>
        compare.StreamAsync(request, responseStream, context);

    public override Task<TokenizeResponse> Tokenize(TokenizeRequest request, ServerCallContext context) => Task.FromResult(text.Tokenize(request));

    public override Task<DetokenizeResponse> Detokenize(DetokenizeRequest request, ServerCallContext context) =>
        Task.FromResult(text.Detokenize(request));

    public override Task<RenderChatResponse> RenderChat(RenderChatRequest request, ServerCallContext context) =>
        Task.FromResult(text.Render(request));
}
