using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Calls;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Scheduling;

public sealed class AdapterTurnsTests
{
    private static readonly AdapterSet A = Of("a");
    private static readonly AdapterSet B = Of("b");

    private readonly Inbox _inbox = new(capacity: 8);

    [Fact]
    public void Different_adapters_never_share_a_step_and_take_turns_of_four()
    {
        Add("bare", 6);
        Add("adapted", 5, A);
        Add("too", 5, A);

        Run().ShouldBe([.. Enumerable.Repeat("bare:1", 4), .. Enumerable.Repeat("adapted:1 too:1", 4), "bare:1", "bare:1", "adapted:1 too:1"]);
    }

    [Fact]
    public void Of_three_sets_none_is_passed_over_and_who_computes_alone_takes_turns_within_its_set()
    {
        Add("bare", 4);
        Add("a", 4, A);
        Add("strict", 4, isStrict: true);
        Add("b", 4, B);

        Run().ShouldBe(
            ["bare:1", "strict:1", "bare:1", "strict:1", .. Enumerable.Repeat("a:1", 4), .. Enumerable.Repeat("b:1", 4), "bare:1", "strict:1", "bare:1", "strict:1"]);
    }

    [Fact]
    public void Each_that_computes_alone_has_its_step_before_other_adapters_come()
    {
        string[] strict = ["s1", "s2", "s3", "s4", "s5"];
        foreach (var id in strict)
        {
            Add(id, 2, isStrict: true);
        }

        Add("adapted", 1, A);

        Run().ShouldBe([.. strict.Select(id => $"{id}:1"), "adapted:1", .. strict.Select(id => $"{id}:1")]);
    }

    private static AdapterSet Of(string name) => AdapterSet.Of([new ScaledAdapter(new LoraAdapter(name, nint.Zero), 1)]);

    private List<string> Run()
    {
        var engine = new ScriptedEngine(slots: 8);
        using var runner = new VariantRunner(engine, _inbox, TimeProvider.System);
        while (runner.Step())
        {
            engine.Steps.Count.ShouldBeLessThan(100);
        }

        return [.. engine.Steps];
    }

    private void Add(string id, int maxTokens, AdapterSet? adapters = null, bool isStrict = false)
    {
        var request = new GenerationRequest { Id = id, Prompt = new TokenId[1], Sampling = new SamplingSettings { MaxTokens = maxTokens }, IsStrict = isStrict };
        _inbox.TryAdd(Queued.New(request, adapters: adapters).Sequence).ShouldBe(Submission.Accepted);
    }
}
