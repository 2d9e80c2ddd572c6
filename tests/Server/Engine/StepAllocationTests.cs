using QuantGrpc.Llama.Grammar;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Engine;

/// <summary>What the owner thread allocates while MiniMATH decodes, from the plan of a step to the tokens in their outboxes.</summary>
public sealed class StepAllocationTests
{
    private const int Tokens = 900;
    private const int Window = 50;

    private static readonly GenerationRequest Plain = new()
    {
        Id = "r",
        Prompt = MiniMath.Weights.Vocabulary.Tokenize("Evaluate $14 - 5$.", parseControl: false),
        Sampling = new SamplingSettings { MaxTokens = Tokens, MinTokens = Tokens },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void A_token_costs_nothing(int streams) => Steady(Plain, streams);

    [Fact]
    public void Nor_do_its_figures_and_ten_alternatives() =>
        Steady(Plain with { Inspection = new InspectionSettings { Figures = true, Alternatives = 10 } }, streams: 16);

    [Fact]
    public void Nor_do_filters_penalties_and_stop_strings_that_do_not_come() => Steady(
        Plain with
        {
            Sampling = Plain.Sampling with
            {
                Temperature = 1, TopK = 40, TopP = 0.9f, MinP = 0.01f, TypicalP = 0.95f, RepetitionPenalty = 1.1f, Stop = ["~~~", "QED"],
            },
        },
        streams: 4);

    [Fact]
    public void Nor_does_a_grammar_where_the_text_comes_back_to_where_it_was() => Steady(
        Plain with { Grammar = new GenerationGrammar(Gbnf.Parse("root ::= ([^~0-9] | [0-9] [0-9]?)*"), MiniMath.Weights.Vocabulary) }, streams: 4);

    // Methods that were not compiled to the end yet box what later needs no box: the steady state is waited for, by tokens.
    private static void Steady(GenerationRequest request, int streams)
    {
        var inbox = new Inbox(streams);
        using var engine = new VariantEngine(MiniMath.Weights, MiniMath.Settings(streams), prefillTokens: 512, TimeProvider.System);
        using var runner = new VariantRunner(engine, inbox, TimeProvider.System);
        var queued = Enumerable.Range(0, streams).Select(_ => Queued.New(request)).ToList();
        queued.ForEach(one => inbox.TryAdd(one.Sequence).ShouldBe(Submission.Accepted));
        runner.Step(); // the prompts

        var windows = new List<long>();
        for (var tokens = Window; tokens < Tokens && !windows.Contains(0); tokens += Window)
        {
            windows.Add(BytesOf(runner, queued));
        }

        windows.ShouldContain(0, $"bytes in each {Window} steps of {streams} streams: {string.Join(", ", windows)}");
    }

    private static long BytesOf(VariantRunner runner, List<Queued> queued)
    {
        long bytes = 0;
        var tokens = 0;
        for (var step = 0; step < Window; step++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            runner.Step();
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            queued.ForEach(one => tokens += Read(one.Outbox));
        }

        tokens.ShouldBeGreaterThanOrEqualTo(Window * queued.Count);
        return bytes;
    }

    private static int Read(GenerationOutbox outbox)
    {
        var tokens = 0;
        while (outbox.Reader.TryRead(out var item))
        {
            if (item is TokenGenerated token)
            {
                tokens++;
                outbox.GiveBack(token);
            }
        }

        return tokens;
    }
}
