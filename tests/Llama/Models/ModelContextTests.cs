using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Llama.Models;

public sealed class ModelContextTests
{
    private const string Problem = "Evaluate $14 - 5 \\cdot 2$.";

    [Fact]
    public void Greedy_decoding_of_a_problem_gives_the_reference_output()
    {
        using var context = MiniMath.Weights.CreateContext(MiniMath.Settings());

        Solve(context, new SequenceId(0), Problem).ShouldBe(
            "Step 1: Multiply first: $5 \\cdot 2 = 10$.\nStep 2: Then $14 - 10 = 2$.\nThe answer is $\\boxed{2}$.");
    }

    [Fact]
    public void Sequences_of_one_context_do_not_see_each_other()
    {
        using var context = MiniMath.Weights.CreateContext(MiniMath.Settings());
        var alone = Solve(context, new SequenceId(0), Problem);

        var other = Solve(context, new SequenceId(1), "Find $10$ percent of $100$.");
        var again = Solve(context, new SequenceId(2), Problem);

        other.ShouldContain("\\boxed{10}");
        again.ShouldBe(alone);
    }

    [Fact]
    public void A_batch_beyond_the_micro_batch_is_refused_before_native_code()
    {
        using var context = MiniMath.Weights.CreateContext(MiniMath.Settings() with { MicroBatch = 32 });
        using var batch = new DecodeBatch(64);
        for (var i = 0; i < 33; i++)
        {
            batch.Add(new TokenId(1), i, new SequenceId(0), wantsLogits: false);
        }

        Should.Throw<ArgumentException>(() => context.Decode(batch)).Message.ShouldContain("33 tokens exceeds the context's 32");
    }

    [Fact]
    public void A_row_without_logits_is_refused()
    {
        using var context = MiniMath.Weights.CreateContext(MiniMath.Settings());
        using var batch = new DecodeBatch(8);
        batch.Add(new TokenId(1), 0, new SequenceId(0), wantsLogits: false);
        batch.Add(new TokenId(2), 1, new SequenceId(0), wantsLogits: true);
        context.Decode(batch).ShouldBe(DecodeOutcome.Done);

        context.Logits(1).Length.ShouldBe(512);
        Should.Throw<ArgumentOutOfRangeException>(() => context.Logits(0).Length);
    }

    [Fact]
    public void A_context_that_cannot_be_made_is_a_clear_error_and_leaves_the_weights_usable()
    {
        var impossible = MiniMath.Settings() with { CacheTypeV = 2, FlashAttention = FlashAttention.Off };

        Should.Throw<ModelLoadException>(() => MiniMath.Weights.CreateContext(impossible)).Message.ShouldContain("4096 cells");
        using var context = MiniMath.Weights.CreateContext(MiniMath.Settings());
        context.Cells.ShouldBe(4096);
    }

    private static string Solve(ModelContext context, SequenceId sequence, string problem)
    {
        var vocabulary = MiniMath.Weights.Vocabulary;
        var template = ChatTemplate.Find("chatml").ShouldNotBeNull();
        var known = template.Render([new ChatTurn("user", problem)], vocabulary, DateTimeOffset.UnixEpoch).Tokens.ToList();
        using var batch = new DecodeBatch(context.MicroBatch);
        var bytes = new List<byte>();
        for (var computed = 0; ;)
        {
            batch.Clear();
            var row = 0;
            for (; computed < known.Count; computed++)
            {
                row = batch.Add(known[computed], computed, sequence, wantsLogits: computed == known.Count - 1);
            }

            context.Decode(batch).ShouldBe(DecodeOutcome.Done);
            var next = LogitRow.Largest(context.Logits(row));
            if (vocabulary.EndOfText[next.Value])
            {
                return System.Text.Encoding.UTF8.GetString([.. bytes]);
            }

            bytes.AddRange(vocabulary.Piece(next).Span);
            known.Add(next);
        }
    }
}
