using Grpc.Core;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Score and CompareScore on the real server.</summary>
[Collection(MiniMathServer.Name)]
public sealed class ScoreTests(MiniMathServer server)
{
    private const string Problem = "Evaluate $14 - 5 \\cdot 2$.";
    private const string Solution = "Step 1: Multiply first: $5 \\cdot 2 = 10$.\nStep 2: Then $14 - 10 = 2$.\nThe answer is $\\boxed{2}$.";

    private static PromptInput Input => new() { Chat = new ChatInput { Messages = { new ChatMessage { Role = "user", Content = Problem } } } };

    [Fact]
    public async Task A_continuation_is_scored_as_generating_it_describes_it()
    {
        var generate = MiniMathServer.Solve("f16", Problem);
        generate.Inspection = new Inspection { Logprob = true, Rank = true, Entropy = true, Margin = true, Alternatives = 3 };
        var generated = (await server.EventsAsync(generate)).Where(e => e.Token is not null).Select(e => e.Token).ToList();

        var scored = await ScoreAsync(new ScoreRequest
        {
            Variant = "f16", Input = Input, Alternatives = 3,
            Continuation = new TextInput { Tokens = new TokenInput { Ids = { generated.Select(t => t.Id) } } },
        });

        var columns = Columns(scored);
        columns.Ids.ShouldBe(generated.Select(t => t.Id));
        columns.Ranks.ShouldBe(generated.Select(t => t.Rank));
        for (var i = 0; i < generated.Count; i++)
        {
            // Prefill and decode round differently: the batch's shape decides how kernels sum.
            columns.Logprobs[i].ShouldBe(generated[i].Logprob, 0.02);
            columns.Entropies[i].ShouldBe(generated[i].Entropy, 0.05);
            columns.Margins[i].ShouldBe(generated[i].Margin, 0.1);
        }

        columns.AlternativeCounts.ShouldAllBe(count => count == 3);
        columns.AlternativeIds.Where((_, i) => i % 3 == 0).ShouldBe(columns.Ids);
        scored[0].Started.ScoredTokens.ShouldBe((uint)generated.Count);
        scored[^1].Finished.Logprob.ShouldBe(columns.Logprobs.Sum(l => (double)l), 1e-4);
        scored[^1].Finished.Perplexity.ShouldBe(Math.Exp(-scored[^1].Finished.Logprob / generated.Count), 1e-9);
    }

    [Fact]
    public async Task Texts_that_could_never_run_together_are_refused_and_block_nobody()
    {
        var request = new CompareScoreRequest { Reference = "f16", Texts = { new ScoredText { Continuation = new TextInput { Text = new string('7', 900) } } } };
        request.Variants.AddRange(Enumerable.Repeat("f16", 4)); // five in step on a variant of four sequences

        using var call = server.Client.CompareScore(request);
        var fault = await Should.ThrowAsync<RpcException>(async () => await call.ResponseStream.ReadAllAsync().ToListAsync());

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldStartWith("variants is minimath-f16 5 times");
    }

    [Fact]
    public async Task A_text_without_a_prompt_is_scored_from_its_second_token()
    {
        var scored = await ScoreAsync(new ScoreRequest { Variant = "f16", Continuation = new TextInput { Text = Solution } });
        var tokens = await server.Client.TokenizeAsync(new TokenizeRequest { Variant = "f16", Text = Solution, AddBeginningOfText = true });

        Columns(scored).Ids.ShouldBe(tokens.Tokens.Skip(1).Select(t => t.Id));
    }

    [Fact]
    public async Task Divergence_is_that_of_the_whole_rows()
    {
        var compared = await CompareAsync(new CompareScoreRequest
        {
            Reference = "minimath-f16", Variants = { "Q2_K", "minimath-f16" }, Blocks = true, Texts = { Text(Solution) },
        });
        var expected = Rows(MiniMath.F16Path, compared).Zip(Rows(server.Q2KPath, compared), (f16, q2k) => LogitRow.KullbackLeibler(f16, q2k)).ToList();

        var q2k = compared.Where(e => e.Block?.Variant == 1).SelectMany(e => e.Block.Divergences).ToList();
        var itself = compared.Where(e => e.Block?.Variant == 2).SelectMany(e => e.Block.Divergences).ToList();
        q2k.Count.ShouldBe(expected.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            q2k[i].ShouldBe((float)expected[i], (float)(0.02 * Math.Max(0.05, expected[i])));
        }

        itself.Max().ShouldBeLessThan(1e-9f);
    }

    [Fact]
    public async Task Summaries_are_those_of_the_blocks()
    {
        var compared = await CompareAsync(new CompareScoreRequest
        {
            Reference = "minimath-f16", Variants = { "Q2_K" }, Blocks = true, Texts = { Text(Solution), Text("Step 1: $14 - 10 = 4$."), Text(Solution) },
        });

        var texts = compared.Where(e => e.Text is not null).Select(e => e.Text).OrderBy(t => t.Text).ToList();
        texts.Select(t => t.Text).ShouldBe([0u, 1u, 2u]);
        foreach (var text in texts)
        {
            var blocks = compared.Where(e => e.Block is { } b && b.Text == text.Text && b.Variant == 1).Select(e => e.Block).ToList();
            var divergences = blocks.SelectMany(b => b.Divergences).ToList();
            divergences.Count.ShouldBe((int)text.Tokens);
            text.Variants[0].MeanDivergence.ShouldBe(divergences.Average(d => (double)d), 1e-6);
            text.Variants[0].Percentiles.Maximum.ShouldBe(divergences.Max(), 1e-6);
            var flips = blocks.SelectMany(b => b.Flips).ToList();
            text.Variants[0].SameTopShare.ShouldBe(flips.Count(f => !f) / (double)flips.Count, 1e-9);
            (text.Variants[0].HasFirstFlip ? (int)text.Variants[0].FirstFlip : -1).ShouldBe(flips.IndexOf(true));
        }

        var all = compared[^1].Finished;
        all.Tokens.ShouldBe((ulong)texts.Sum(t => t.Tokens));
        all.Variants[0].MeanDivergence.ShouldBe(texts.Sum(t => t.Tokens * t.Variants[0].MeanDivergence) / all.Tokens, 1e-9);
        all.ReferencePerplexity.ShouldBe(Math.Exp(-texts.Sum(t => t.ReferenceLogprob) / all.Tokens), 1e-9);
    }

    [Fact]
    public async Task Many_long_texts_pass_through_a_small_pool()
    {
        var request = new CompareScoreRequest { Reference = "minimath-f16", Variants = { "Q2_K", "kv-q4_0" } };
        for (var i = 0; i < 30; i++)
        {
            request.Texts.Add(Text(string.Concat(Enumerable.Repeat(Solution + "\n", 1 + (i % 7)))));
        }

        var compared = await CompareAsync(request);

        compared.ShouldAllBe(e => e.EventCase != CompareScoreResponse.EventOneofCase.None);
        compared.Count(e => e.Block is not null).ShouldBe(0);
        compared.Count(e => e.Text is not null).ShouldBe(30);
        var all = compared[^1].Finished;
        all.Variants.ShouldAllBe(v => v.Tokens == all.Tokens && v.MeanDivergence > 0);
    }

    [Theory]
    [InlineData("continuation")]
    [InlineData("continuation.tokens.ids[0]")]
    [InlineData("alternatives")]
    public async Task A_score_that_cannot_be_is_refused_by_field(string field)
    {
        var request = new ScoreRequest { Variant = "f16", Input = Input, Continuation = new TextInput { Text = "x" } };
        switch (field)
        {
            case "continuation":
                request.Continuation.Text = string.Concat(Enumerable.Repeat(Solution, 40));
                break;
            case "alternatives":
                request.Alternatives = 65;
                break;
            default:
                request.Continuation.Tokens = new TokenInput { Ids = { uint.MaxValue } };
                break;
        }

        var fault = await Should.ThrowAsync<RpcException>(ScoreAsync(request));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldStartWith($"{field} ");
    }

    [Theory]
    [InlineData("variants")]
    [InlineData("texts")]
    [InlineData("texts[1].skip")]
    [InlineData("texts[1].continuation")]
    public async Task A_comparison_that_cannot_be_is_refused_by_field(string field)
    {
        var request = new CompareScoreRequest { Reference = "minimath-f16", Variants = { "Q2_K" }, Texts = { Text(Solution), Text(Solution) } };
        switch (field)
        {
            case "variants":
                request.Variants.Clear();
                break;
            case "texts":
                request.Texts.Clear();
                break;
            case "texts[1].skip":
                request.Texts[1].Skip = uint.MaxValue;
                break;
            default:
                request.Texts[1].Continuation = null;
                break;
        }

        var fault = await Should.ThrowAsync<RpcException>(CompareAsync(request));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldStartWith($"{field} ");
    }

    private static ScoredText Text(string continuation) => new() { Input = Input, Continuation = new TextInput { Text = continuation } };

    private static ScoreBlock Columns(IEnumerable<ScoreResponse> responses)
    {
        var all = new ScoreBlock();
        foreach (var block in responses.Where(r => r.Block is not null).Select(r => r.Block))
        {
            block.First.ShouldBe((uint)all.Ids.Count);
            all.MergeFrom(block);
        }

        return all;
    }

    // The rows that the scored tokens are drawn from, decoded apart from the server.
    private static List<float[]> Rows(string path, IEnumerable<CompareScoreResponse> compared)
    {
        var scored = compared.Where(e => e.Block?.Variant == 0).SelectMany(e => e.Block.Ids).Select(id => new TokenId((int)id)).ToList();
        using var weights = MiniMath.Load(path);
        var template = QuantGrpc.Llama.Text.ChatTemplate.Parse(weights.ChatTemplateSource.ShouldNotBeNull());
        var prompt = template.Render([new QuantGrpc.Llama.Text.ChatTurn("user", Problem)], weights.Vocabulary, DateTimeOffset.UnixEpoch).Tokens;
        TokenId[] tokens = [.. prompt, .. scored.SkipLast(1)];
        using var context = weights.CreateContext(MiniMath.Settings());
        using var batch = new DecodeBatch(context.MicroBatch);
        var rows = tokens.Select((token, i) => batch.Add(token, i, new SequenceId(0), i >= prompt.Length - 1)).Skip(prompt.Length - 1).ToList();
        context.Decode(batch).ShouldBe(DecodeOutcome.Done);
        return rows.ConvertAll(row => context.Logits(row).ToArray());
    }

    private async Task<List<ScoreResponse>> ScoreAsync(ScoreRequest request)
    {
        using var call = server.Client.Score(request);
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    private async Task<List<CompareScoreResponse>> CompareAsync(CompareScoreRequest request)
    {
        using var call = server.Client.CompareScore(request);
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }
}
