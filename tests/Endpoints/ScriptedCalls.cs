using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.Endpoints;

/// <summary>The inference contract's service with bodies that each test writes.</summary>
internal sealed class ScriptedCalls : InferenceService.InferenceServiceBase
{
    public Func<TokenizeRequest, ServerCallContext, Task<TokenizeResponse>> OnTokenize { get; set; } =
        (_, _) => Task.FromResult(new TokenizeResponse());

    public Func<DetokenizeRequest, ServerCallContext, Task<DetokenizeResponse>> OnDetokenize { get; set; } =
        (_, _) => Task.FromResult(new DetokenizeResponse());

    public Func<GenerateRequest, IServerStreamWriter<GenerateResponse>, ServerCallContext, Task> OnGenerate { get; set; } =
        (_, _, _) => Task.CompletedTask;

    public Func<ListVariantsResponse> OnListVariants { get; set; } = () => new ListVariantsResponse();

    public override Task<ListVariantsResponse> ListVariants(ListVariantsRequest request, ServerCallContext context) => Task.FromResult(OnListVariants());

    public override Task<GetServerInfoResponse> GetServerInfo(GetServerInfoRequest request, ServerCallContext context) =>
        Task.FromResult(new GetServerInfoResponse { Product = "scripted" });

    public override Task<TokenizeResponse> Tokenize(TokenizeRequest request, ServerCallContext context) => OnTokenize(request, context);

    public override Task<DetokenizeResponse> Detokenize(DetokenizeRequest request, ServerCallContext context) => OnDetokenize(request, context);

    public override Task Generate(GenerateRequest request, IServerStreamWriter<GenerateResponse> responseStream, ServerCallContext context) =>
        OnGenerate(request, responseStream, context);
}
