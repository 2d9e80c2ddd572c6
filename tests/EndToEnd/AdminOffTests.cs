using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>A server that was not started with --allow-admin.</summary>
[Collection(MiniMathServer.Name)]
public sealed class AdminOffTests(MiniMathServer server)
{
    [Fact]
    public async Task Loading_is_off_and_the_way_out_is_named()
    {
        var fault = await Should.ThrowAsync<RpcException>(async () => await server.Client.LoadVariantAsync(new LoadVariantRequest { Variant = "Q2_K" }));

        fault.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        fault.Status.Detail.ShouldContain("--allow-admin");
    }

    [Fact]
    public async Task Unloading_is_off_and_changes_nothing()
    {
        var fault = await Should.ThrowAsync<RpcException>(
            async () => await server.Client.UnloadVariantAsync(new UnloadVariantRequest { Variant = "Q2_K" }));

        fault.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        (await server.Client.GetVariantAsync(new GetVariantRequest { Variant = "Q2_K" })).Variant.State.ShouldBe(VariantState.Ready);
    }

    [Fact]
    public async Task Load_figures_and_watching_need_no_permission()
    {
        using var watch = server.Client.WatchVariants(new WatchVariantsRequest());

        (await watch.ResponseStream.MoveNext()).ShouldBeTrue();
        watch.ResponseStream.Current.Variants.Count.ShouldBe(3);
        (await server.Client.GetLoadAsync(new GetLoadRequest { Variant = "Q2_K" })).Variants[0].MaxQueue.ShouldBe(8u);
    }
}
