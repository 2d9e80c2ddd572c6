using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Variants come and go while the server serves.</summary>
public sealed class ResidentVariantTests(AdminServer server) : IClassFixture<AdminServer>
{
    [Fact]
    public async Task A_stream_is_unharmed_while_other_variants_come_and_go()
    {
        using var alone = server.Stream("f16", tokens: 300);
        var expected = await AdminServer.RestAsync(alone);

        using var call = server.Stream("f16", tokens: 300);
        var streaming = AdminServer.RestAsync(call);
        var changes = 0;
        do
        {
            (await server.UnloadAsync("Q2_K")).State.ShouldBe(VariantState.Unloaded);
            (await server.LoadAsync("Q2_K")).State.ShouldBe(VariantState.Ready);
            changes++;
        }
        while (!streaming.IsCompleted);

        (await streaming).Skip(1).SkipLast(1).ShouldBe(expected.Skip(1).SkipLast(1));
        changes.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Weights_outlive_a_variant_that_shared_them()
    {
        await server.UnloadAsync("minimath-f16");
        using var call = server.Stream("kv-q4_0", tokens: 20);

        (await AdminServer.RestAsync(call))[^1].Finished.Usage.GeneratedTokens.ShouldBe(20u);
        await server.UnloadAsync("kv-q4_0");
        await server.LoadAsync("minimath-f16");
        (await server.LoadAsync("kv-q4_0")).Id.ShouldBe("minimath-f16-kv-q4_0");
    }

    [Fact]
    public async Task A_running_stream_finishes_before_its_variant_is_unloaded()
    {
        using var call = server.Stream("Q2_K", tokens: 200);
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        var unload = server.Client.UnloadVariantAsync(
            new UnloadVariantRequest { Variant = "Q2_K", TimeLimit = Duration.FromTimeSpan(TimeSpan.FromMinutes(5)) });
        var rest = await AdminServer.RestAsync(call);

        rest[^1].Finished.Usage.GeneratedTokens.ShouldBe(200u);
        (await unload).Variant.StateReason.ShouldBe("unloaded by request");
        await server.LoadAsync("Q2_K");
    }

    [Fact]
    public async Task A_comparison_of_many_texts_finishes_them_all_before_a_variant_of_it_is_unloaded()
    {
        var text = new ScoredText { Continuation = new TextInput { Text = string.Concat(Enumerable.Repeat("Step 1: $14 - 5 = 9$.\n", 20)) } };
        var request = new CompareScoreRequest { Reference = "minimath-f16", Variants = { "Q2_K" }, Texts = { Enumerable.Repeat(text, 40) } };
        using var call = server.Client.CompareScore(request);
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        using var unload = server.Client.UnloadVariantAsync(new UnloadVariantRequest { Variant = "Q2_K" });
        await UntilAsync("Q2_K", VariantState.Draining);
        var rest = await call.ResponseStream.ReadAllAsync().ToListAsync();

        rest.Count(message => message.Text is not null).ShouldBe(40);
        rest[^1].Finished.Texts.ShouldBe(40u);
        (await unload).Variant.State.ShouldBe(VariantState.Unloaded);
        await server.LoadAsync("Q2_K");
    }

    [Fact]
    public async Task A_stream_that_takes_longer_than_the_time_limit_ends_as_unavailable()
    {
        using var call = server.Stream("Q2_K", tokens: 1000);
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        await server.Client.UnloadVariantAsync(
            new UnloadVariantRequest { Variant = "Q2_K", TimeLimit = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(10)) });

        var fault = await Should.ThrowAsync<RpcException>(AdminServer.RestAsync(call));

        fault.StatusCode.ShouldBe(StatusCode.Unavailable);
        fault.Status.Detail.ShouldContain("minimath-Q2_K is being unloaded");
        await server.LoadAsync("Q2_K");
    }

    [Fact]
    public async Task A_variant_that_drains_or_is_unloaded_refuses_with_its_state()
    {
        using var call = server.Stream("Q2_K", tokens: 1000);
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        using var patient = server.Client.UnloadVariantAsync(new UnloadVariantRequest { Variant = "Q2_K" });
        await UntilAsync("Q2_K", VariantState.Draining);

        await ShouldRefuseAsync("minimath-Q2_K is draining: unloaded by request");
        (await Should.ThrowAsync<RpcException>(server.LoadAsync("Q2_K"))).StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        await server.Client.UnloadVariantAsync(new UnloadVariantRequest { Variant = "Q2_K", TimeLimit = new Duration() });
        (await patient).Variant.State.ShouldBe(VariantState.Unloaded);
        await ShouldRefuseAsync("minimath-Q2_K is unloaded: unloaded by request");
        await server.LoadAsync("Q2_K");
    }

    [Fact]
    public async Task Whatever_comes_while_variants_come_and_go_is_answered_or_refused_by_state()
    {
        using var enough = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 3).Select(i => CallAsync(i, enough.Token)).ToList();
        for (var i = 0; i < 10; i++)
        {
            await server.Client.UnloadVariantAsync(new UnloadVariantRequest { Variant = "Q2_K", TimeLimit = new Duration() });
            await server.LoadAsync("Q2_K");
        }

        await enough.CancelAsync();
        var answers = (await Task.WhenAll(callers)).SelectMany(a => a).ToHashSet();

        answers.ShouldContain(StatusCode.OK);
        answers.ShouldBeSubsetOf([StatusCode.OK, StatusCode.FailedPrecondition, StatusCode.Unavailable]);
    }

    [Fact]
    public async Task A_missing_file_fails_with_the_reason_and_a_retry_after_it_is_back_works()
    {
        await server.UnloadAsync("Q2_K");
        File.Move(server.Q2Path, server.Q2Path + ".away");
        var fault = await Should.ThrowAsync<RpcException>(server.LoadAsync("Q2_K"));
        var failed = await server.GetAsync("Q2_K");
        File.Move(server.Q2Path + ".away", server.Q2Path);

        fault.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        fault.Status.Detail.ShouldContain(server.Q2Path);
        failed.State.ShouldBe(VariantState.Failed);
        failed.StateReason.ShouldContain(server.Q2Path);
        (await server.LoadAsync("Q2_K")).State.ShouldBe(VariantState.Ready);
    }

    [Fact]
    public async Task A_truncated_file_fails_its_variant_alone()
    {
        await server.UnloadAsync("Q2_K");
        var whole = await File.ReadAllBytesAsync(server.Q2Path);
        await File.WriteAllBytesAsync(server.Q2Path, whole[..(whole.Length / 2)]);
        var fault = await Should.ThrowAsync<RpcException>(server.LoadAsync("Q2_K"));
        await File.WriteAllBytesAsync(server.Q2Path, whole);

        fault.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        (await server.GetAsync("minimath-f16")).State.ShouldBe(VariantState.Ready);
        (await server.LoadAsync("Q2_K")).State.ShouldBe(VariantState.Ready);
    }

    [Fact]
    public async Task A_file_that_was_replaced_is_another_variant_in_all_but_name()
    {
        var before = await IdentifiedAsync("Q2_K");
        await server.UnloadAsync("Q2_K");
        var bytes = await File.ReadAllBytesAsync(server.Q2Path);
        File.Copy(server.Q4Path, server.Q2Path, overwrite: true);
        await server.LoadAsync("Q2_K");
        var after = await IdentifiedAsync("Q2_K");
        await server.UnloadAsync("Q2_K");
        await File.WriteAllBytesAsync(server.Q2Path, bytes);
        await server.LoadAsync("Q2_K");

        after.Quantization.FileType.ShouldBe("Q4_0");
        after.WeightsSha256.ShouldNotBe(before.WeightsSha256);
        after.Fingerprint.ShouldNotBe(before.Fingerprint);
        (await IdentifiedAsync("Q2_K")).Fingerprint.ShouldBe(before.Fingerprint);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../minimath-Q2_K")]
    [InlineData("minimath-Q2_K.gguf")]
    public async Task A_path_is_no_id(string path) =>
        (await Should.ThrowAsync<RpcException>(server.LoadAsync(path))).StatusCode.ShouldBe(StatusCode.NotFound);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(86_400, 1)]
    [InlineData(0, int.MaxValue)]
    [InlineData(long.MaxValue, 0)]
    public async Task A_time_limit_out_of_range_names_the_field(long seconds, int nanos)
    {
        var request = new UnloadVariantRequest { Variant = "Q2_K", TimeLimit = new Duration { Seconds = seconds, Nanos = nanos } };

        var fault = await Should.ThrowAsync<RpcException>(async () => await server.Client.UnloadVariantAsync(request));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldStartWith("time_limit");
    }

    private async Task<HashSet<StatusCode>> CallAsync(int kind, CancellationToken enough)
    {
        var answers = new HashSet<StatusCode>();
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await (kind == 0 ? GenerateAsync() : TokenizeAsync());
                answers.Add(StatusCode.OK);
            }
            catch (RpcException e)
            {
                answers.Add(e.StatusCode);
            }
        }

        return answers;

        async Task GenerateAsync()
        {
            using var call = server.Stream("Q2_K", tokens: 5);
            await AdminServer.RestAsync(call);
        }

        async Task TokenizeAsync() =>
            await server.Client.TokenizeAsync(new TokenizeRequest { Variant = "Q2_K", Text = new string('7', 20_000) });
    }

    private async Task ShouldRefuseAsync(string reason)
    {
        using var call = server.Stream("Q2_K", tokens: 1);
        var fault = await Should.ThrowAsync<RpcException>(AdminServer.RestAsync(call));
        fault.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        fault.Status.Detail.ShouldBe(reason);
    }

    private Task<Variant> UntilAsync(string variant, VariantState state) => FirstAsync(variant, v => v.State == state);

    private Task<Variant> IdentifiedAsync(string variant) => FirstAsync(variant, v => v.Fingerprint.Length > 0);

    private async Task<Variant> FirstAsync(string variant, Func<Variant, bool> fits)
    {
        using var watch = server.Client.WatchVariants(new WatchVariantsRequest());
        await foreach (var response in watch.ResponseStream.ReadAllAsync())
        {
            if (response.Variants.FirstOrDefault(v => v.Id.EndsWith(variant, StringComparison.Ordinal) && fits(v)) is { } found)
            {
                return found;
            }
        }

        throw new InvalidOperationException("the watch ended");
    }
}
