using Microsoft.AspNetCore.Http;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Judges;

/// <summary>Panels some of whose judges are down, slow or talk nonsense.</summary>
public sealed class PanelDegradationTests : IAsyncDisposable
{
    private const string Verdict = """
        {"first_error_step": 1, "types": {"conceptual_misunderstanding": false, "contextual_oversight": false, "logical_reasoning_error": false,
        "procedural_error": false, "formula_rule_error": false, "computational_error": true, "symbolic_manipulation_error": false},
        "transcription": false, "reason": "r"}
        """;

    private static readonly JudgeCase Case = new() { Problem = "Compute $1 + 1$.", Steps = ["$1 + 1 = 3$"], ReferenceAnswer = "2" };

    private readonly List<IAsyncDisposable> _servers = [];

    [Fact]
    public async Task A_judge_that_is_down_a_slow_one_and_a_babbling_one_leave_the_others_vote()
    {
        var panel = new JudgePanel(
        [
            await SeatAsync(ScriptedOpenAiServer.Says(Verdict)), await SeatAsync(ScriptedOpenAiServer.Fails(503)), await SeatAsync(ScriptedOpenAiServer.Hangs),
            await SeatAsync(ScriptedOpenAiServer.Says("step one, I guess")), new PanelSeat(new RuleJudge(TimeProvider.System)),
        ]);

        var verdict = await panel.JudgeAsync(Case, TestContext.Current.CancellationToken);

        verdict.Verdicts.Select(v => v.Verdict.Kind).ShouldBe(
            [VerdictKind.Valid, VerdictKind.Failed, VerdictKind.Failed, VerdictKind.Invalid, VerdictKind.Valid]);
        (verdict.Vote.Cast, verdict.Vote.Agreeing).ShouldBe((2, 2));
        verdict.Located.ShouldNotBeNull().FirstErrorStep.ShouldBe(1);
    }

    [Fact]
    public async Task One_voice_among_failures_elects_nothing()
    {
        var panel = new JudgePanel([await SeatAsync(ScriptedOpenAiServer.Says(Verdict)), await SeatAsync(ScriptedOpenAiServer.Drops)]);

        var verdict = await panel.JudgeAsync(Case, TestContext.Current.CancellationToken);

        verdict.Located.ShouldBeNull();
        verdict.Vote.IsEscalated.ShouldBeTrue();
    }

    [Fact]
    public async Task An_arbiter_that_is_down_settles_nothing()
    {
        var panel = new JudgePanel(
            [await SeatAsync(ScriptedOpenAiServer.Says("?")), (await SeatAsync(ScriptedOpenAiServer.Fails(500))) with { IsArbiter = true }]);

        var verdict = await panel.JudgeAsync(Case, TestContext.Current.CancellationToken);

        (verdict.Located, verdict.Vote.ByArbiter).ShouldBe((null, false));
        verdict.Verdicts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_inference_server_that_cannot_be_reached_is_a_failed_verdict()
    {
        using var client = new InferenceClient("http://127.0.0.1:1", TimeProvider.System);
        var model = new VariantJudgeModel(client, "v", context: 1000, new EndpointPatience(TimeSpan.FromSeconds(20), 1) { FirstWait = TimeSpan.FromMilliseconds(10) });

        var verdict = await new ModelJudge(new InstructionForm(), model, TimeProvider.System).JudgeAsync(Case, TestContext.Current.CancellationToken);

        (verdict.Kind, verdict.Located).ShouldBe((VerdictKind.Failed, null));
        verdict.Problem.ShouldNotBeNull().ShouldContain("cannot be reached");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<PanelSeat> SeatAsync(Func<HttpContext, Task> answer)
    {
        var server = await ScriptedOpenAiServer.StartAsync(answer);
        _servers.Add(server);
        var model = new OpenAiJudgeModel(server.Address, "m", key: null, new EndpointPatience(TimeSpan.FromMilliseconds(500), 0));
        return new PanelSeat(new ModelJudge(new InstructionForm(), model, TimeProvider.System));
    }
}
