using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

[Collection(MiniMathServer.Name)]
public sealed class EvaluationServiceTests(MiniMathServer server) : IAsyncLifetime
{
    private readonly Workplace _workplace = new();
    private ChildProgram? _program;
    private GrpcChannel? _channel;

    private EvaluationService.EvaluationServiceClient Client => new(_channel ?? throw new InvalidOperationException("not started"));

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _workplace.Dispose();
    }

    [Fact]
    public async Task A_run_is_created_watched_to_its_end_and_listed()
    {
        var created = (await Client.CreateRunAsync(Request(sample: 20))).Run;

        var last = await WatchAsync(created.Id);

        last.State.ShouldBe(RunState.Complete);
        last.Notice.ShouldStartWith("MiniMATH, synthetic");
        last.Variants.Select(v => v.Done).ShouldBe([20u, 20u]);
        (await Client.ListRunsAsync(new ListRunsRequest())).Runs.ShouldHaveSingleItem().Id.ShouldBe(created.Id);
        var results = await ResultsAsync(new ListResultsRequest { Run = created.Id[..6], Variant = "Q2_K", Verdict = Verdict.Equivalent });
        results.Count.ShouldBe((int)last.Variants[1].Right);
        results.ShouldAllBe(r => r.Verdict == Verdict.Equivalent && r.Steps.Count > 0 && r.Fingerprint.Length == 64);
    }

    [Fact]
    public async Task A_cancelled_run_stops_and_the_same_request_goes_on()
    {
        var created = (await Client.CreateRunAsync(Request(sample: 600))).Run;

        var cancelled = (await Client.CancelRunAsync(new CancelRunRequest { Run = created.Id })).Run;
        cancelled.State.ShouldBe(RunState.Cancelled);
        var again = (await Client.CreateRunAsync(Request(sample: 600))).Run;

        again.Id.ShouldBe(created.Id);
        again.State.ShouldBe(RunState.Running);
        await Client.CancelRunAsync(new CancelRunRequest { Run = created.Id });
    }

    [Fact]
    public async Task A_service_that_was_killed_takes_its_runs_up_again()
    {
        var created = (await Client.CreateRunAsync(Request(sample: 100))).Run;
        _program.ShouldNotBeNull().Kill();
        await StopAsync();

        await StartAsync();

        var last = await WatchAsync(created.Id);
        last.State.ShouldBe(RunState.Complete);
        last.Variants.ShouldAllBe(v => v.Done == 100);
    }

    [Fact]
    public async Task The_command_line_submits_to_a_service_and_watches()
    {
        var output = await Workplace.EvaluatorAsync(
            "run", "--evaluator", Address(), "--data", Workplace.TestSet, "--sample", "20", "--variants", "f16", "--max-tokens", "512");

        output.ShouldContain("20/20");
        (await Client.ListRunsAsync(new ListRunsRequest())).Runs.ShouldHaveSingleItem().State.ShouldBe(RunState.Complete);
    }

    [Fact]
    public async Task Single_services_are_the_runs_own_code()
    {
        var parsed = await Client.ParseSolutionAsync(new ParseSolutionRequest { Text = "Step 1: $1+1=2$.\nThe answer is $\\boxed{\\frac{1}{2}}$." });
        var grade = await Client.GradeAnswerAsync(new GradeAnswerRequest { Gold = "0.5", Answer = parsed.Answer });
        var located = await Client.LocateErrorAsync(new LocateErrorRequest
        {
            Problem = "What is the least common multiple of $40$ and $20$?",
            Steps = { "Their greatest common divisor is $20$.", "So the least common multiple is $20$." },
            FinalAnswer = "20",
            ReferenceAnswer = "40",
            ReferenceSteps = { "Their greatest common divisor is $20$.", "Their product is $40 \\cdot 20 = 800$.", "Divide: $800 \\div 20 = 40$." },
            Judges = { "variant:f16,prompt=minimath" },
        });

        parsed.Steps.ShouldHaveSingleItem().Text.ShouldBe("$1+1=2$.");
        parsed.FollowsFrame.ShouldBeTrue();
        grade.Verdict.ShouldBe(Verdict.Equivalent);
        located.OneJudge.ShouldBeTrue();
        located.Located.FirstErrorStep.ShouldBe(2u);
    }

    [Fact]
    public async Task Health_is_ready() => (await new Health.HealthClient(_channel).CheckAsync(new HealthCheckRequest { Service = "ready" })).Status
        .ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);

    [Fact]
    public async Task An_unknown_data_set_and_an_unknown_run_are_not_found()
    {
        var data = await Should.ThrowAsync<RpcException>(async () => await Client.CreateRunAsync(new CreateRunRequest { Dataset = "../secret" }));
        var run = await Should.ThrowAsync<RpcException>(async () => await Client.GetRunAsync(new GetRunRequest { Run = "ffff" }));

        data.StatusCode.ShouldBe(StatusCode.NotFound);
        data.Status.Detail.ShouldContain("minimath_test.jsonl");
        run.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    private static CreateRunRequest Request(uint sample) => new()
    {
        Dataset = "minimath_test.jsonl", Sample = sample, Variants = { "minimath-f16", "Q2_K" }, Reference = "minimath-f16",
    };

    private string Address() => $"http://{_channel.ShouldNotBeNull().Target}";

    private async Task StartAsync()
    {
        _program = Workplace.Evaluator(
            "serve", "--server", server.Address, "--store", _workplace.Store, "--data", Repository.PathOf("models", "minimath"), "--port", "0", "--pre-drain", "0");
        var ready = await _program.WaitForLineAsync(@"ready on (http://[^\s,]+)", TimeSpan.FromSeconds(60));
        _channel = GrpcChannel.ForAddress(ready.Groups[1].Value);
    }

    private async Task StopAsync()
    {
        _channel?.Dispose();
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }
    }

    private async Task<Run> WatchAsync(string id)
    {
        using var watch = Client.WatchRun(new WatchRunRequest { Run = id }, deadline: DateTime.UtcNow.AddMinutes(2));
        Run? last = null;
        await foreach (var response in watch.ResponseStream.ReadAllAsync())
        {
            last = response.Run;
        }

        return last.ShouldNotBeNull();
    }

    private async Task<List<Result>> ResultsAsync(ListResultsRequest request)
    {
        using var call = Client.ListResults(request);
        var results = new List<Result>();
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            results.AddRange(response.Results);
        }

        return results;
    }
}
