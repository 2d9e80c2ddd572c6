using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Scheduling;

/// <summary>Where each sequence has its own part of the cache, neighbours are computed in one pass, and a step is planned for few of them.</summary>
public sealed class CachePartsTests
{
    private readonly Inbox _inbox = new(capacity: 3);

    [Fact]
    public void A_few_tokens_of_a_prompt_wait_for_the_next_step_where_they_would_cost_a_pass_of_their_own()
    {
        var engine = new ScriptedEngine(slots: 2, cells: 400, stepTokens: 64, stepRows: 64) { PartCells = 200 };
        using var runner = new VariantRunner(engine, _inbox, TimeProvider.System);
        Add("a", prompt: 60, maxTokens: 1);
        Add("b", prompt: 80, maxTokens: 1);
        while (runner.Step())
        {
        }

        engine.Steps.ShouldBe(["a:60", "b:64", "b:16"]);
    }

    [Fact]
    public void A_prompt_goes_on_beside_others_however_few_of_its_tokens_a_step_takes()
    {
        var engine = new ScriptedEngine(slots: 2, cells: 400, stepTokens: 64, stepRows: 64, prefillTokens: 4) { PartCells = 200 };
        using var runner = new VariantRunner(engine, _inbox, TimeProvider.System);
        Add("a", prompt: 1, maxTokens: 9);
        runner.Step();
        Add("b", prompt: 40, maxTokens: 1);
        runner.Step();

        engine.Steps[^1].ShouldBe("a:1 b:4");
    }

    [Fact]
    public void A_narrow_gap_between_places_is_filled_with_a_token_that_nobody_wants()
    {
        var engine = new ScriptedEngine(slots: 3, cells: 300) { PartCells = 100 };
        using var runner = new VariantRunner(engine, _inbox, TimeProvider.System);
        Add("a", prompt: 1, maxTokens: 4);
        Add("b", prompt: 1, maxTokens: 2);
        Add("c", prompt: 1, maxTokens: 4);
        runner.Step();
        runner.Step();
        engine.Fillers.ShouldBe("");
        runner.Step();

        engine.Steps[^1].ShouldBe("a:1 c:1");
        engine.Fillers.ShouldBe("1@2"); // behind the two cells that b has left
    }

    private void Add(string id, int prompt, int maxTokens)
    {
        var request = new GenerationRequest { Id = id, Prompt = new TokenId[prompt], Sampling = new SamplingSettings { MaxTokens = maxTokens } };
        _inbox.TryAdd(Queued.New(request).Sequence).ShouldBe(Submission.Accepted);
    }
}
