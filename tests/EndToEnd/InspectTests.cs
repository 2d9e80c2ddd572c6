using System.Text.Json;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Variants in step, hand-overs and divergences, by the program on the real server.</summary>
[Collection(MiniMathServer.Name)]
public sealed class InspectTests(MiniMathServer server)
{
    // Q2_K writes 21 where F16 writes 31.
    private const string Problem = "Each crate holds $6$ eggs. There are $8$ crates, and $17$ eggs are given away. How many eggs are left?";

    [Fact]
    public async Task Compare_marks_where_a_side_leaves_the_reference_and_comes_back()
    {
        var output = await Workplace.EvaluatorAsync(Inspect("--compare", "--variants", "minimath-f16,Q2_K", "--gold", "31"));

        output.ShouldContain("$48 - 17 = ⟪3⟫1$");
        output.ShouldContain("$48 - 17 = ⟪2⟫⟨=57⟩1$");
        output.ShouldContain("first divergence  token 56, step 2, KL 0.");
        output.ShouldContain("answer            31, right");
        output.ShouldContain("answer            21, wrong: 31 is right");
    }

    [Fact]
    public async Task Compare_gives_programs_a_line_of_json_a_round()
    {
        var lines = Json(await Workplace.EvaluatorAsync(Inspect("--compare", "--variants", "minimath-f16,Q2_K", "--gold", "31", "--json")));

        lines[0].GetProperty("sides").GetArrayLength().ShouldBe(2);
        var rounds = lines.Where(l => l.GetProperty("kind").GetString() == "round").ToList();
        rounds.Select(r => r.GetProperty("index").GetInt32()).ShouldBe(Enumerable.Range(0, rounds.Count));
        var side = lines[^1].GetProperty("sides")[1];
        side.GetProperty("firstDivergence").GetInt32().ShouldBe(56);
        side.GetProperty("grade").GetString().ShouldBe("NotEquivalent");
        side.GetProperty("meanDivergence").GetDouble().ShouldBeInRange(1e-4, 0.1);
    }

    [Fact]
    public async Task A_step_is_handed_over_in_both_directions()
    {
        var output = await Workplace.EvaluatorAsync(Inspect("--hand-over", "f16:Q2_K", "--hand-over", "Q2_K:minimath-f16:2", "--gold", "31"));

        output.ShouldContain("minimath-Q2_K after 1 step of minimath-f16");
        output.ShouldContain("⟦Step 1: In all there are $6 \\cdot 8 = 48$ eggs.⟧");
        output.ShouldContain("leaves what minimath-f16 wrote at token 56");
        output.ShouldContain("$48 - 17 = 21$.⟧"); // the wrong step stands in what F16 gets, and it goes along
        output.ShouldContain("writes what minimath-Q2_K wrote, to the end");
    }

    [Fact]
    public async Task What_is_given_to_a_variant_is_what_it_wrote_itself_and_changes_nothing()
    {
        var handOver = Json(await Workplace.EvaluatorAsync(Inspect("--hand-over", "minimath-f16:minimath-f16", "--gold", "31", "--json")))[^1];

        handOver.GetProperty("handedTokens").GetInt32().ShouldBe(28);
        handOver.GetProperty("leaves").ValueKind.ShouldBe(JsonValueKind.Null);
        handOver.GetProperty("handedOver").GetProperty("grade").GetString().ShouldBe("Equivalent");
    }

    [Theory]
    [InlineData("--hand-over", "f16", "--hand-over f16: FROM:TO or FROM:TO:STEPS")]
    [InlineData("--hand-over", "minimath-f16:Q2_K:9", "minimath-f16 wrote 2 steps")]
    [InlineData("--hand-over", "nope:Q2_K", "--hand-over nope: there is no such variant")]
    [InlineData("--compare", "--variants=f16", "--compare: 1 variants; 2 to 16")]
    public async Task A_wrong_inspection_is_one_clear_line(string option, string value, string message)
    {
        await using var program = Workplace.Evaluator(Inspect(option, value));

        (await program.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldNotBe(0);
        program.Output.ReplaceLineEndings(" ").ShouldContain(message);
    }

    [Fact]
    public async Task Divergence_orders_a_quantized_variant_behind_a_quantized_cache()
    {
        var lines = Json(await Workplace.EvaluatorAsync(Divergence("--variants", "kv-q4_0,Q2_K", "--limit", "6", "--json")));

        lines.Count(l => l.GetProperty("kind").GetString() == "text").ShouldBe(6);
        var summary = lines[^1];
        var texts = lines.SkipLast(1).ToList();
        summary.GetProperty("tokens").GetInt64().ShouldBe(texts.Sum(t => t.GetProperty("tokens").GetInt64()));
        var means = summary.GetProperty("variants").EnumerateArray().Select(v => v.GetProperty("meanDivergence").GetDouble()).ToList();
        means[0].ShouldBeInRange(1e-7, means[1]);
        var unflipped = texts.Count(t => t.GetProperty("variants")[1].GetProperty("firstFlip").ValueKind == JsonValueKind.Null);
        summary.GetProperty("variants")[1].GetProperty("unflipped").GetInt32().ShouldBe(unflipped);
    }

    [Fact]
    public async Task Divergence_of_what_the_reference_writes_is_a_table()
    {
        var output = await Workplace.EvaluatorAsync(Divergence("--variants", "Q2_K", "--limit", "3", "--solutions", "reference"));

        output.ShouldContain("3 solutions, ");
        output.ShouldContain("minimath-Q2_K");
        output.ShouldContain("first flips");
    }

    [Theory]
    [InlineData("--reference", "nope", "--reference nope: there is no such variant")]
    [InlineData("--limit", "0", "--limit 0: at least 1")]
    [InlineData("--variants", ",", "--variants: 0 beside the reference; 1 to 16")]
    public async Task A_wrong_divergence_is_one_clear_line(string option, string value, string message)
    {
        await using var program = Workplace.Evaluator("divergence", Workplace.TestSet, "--server", server.Address, "--reference", "minimath-f16", option, value);

        (await program.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldNotBe(0);
        program.Output.ReplaceLineEndings(" ").ShouldContain(message);
    }

    private static List<JsonElement> Json(string output) =>
        [.. output.TrimEnd().Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];

    private string[] Inspect(params string[] more) => ["inspect", Problem, "--server", server.Address, .. more];

    private string[] Divergence(params string[] more) =>
        ["divergence", Workplace.TestSet, "--server", server.Address, "--reference", "minimath-f16", .. more];
}
