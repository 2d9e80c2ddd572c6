using System.Text.Json;
using Microsoft.AspNetCore.Http;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Runs whose variants an OpenAI-compatible endpoint serves, alone and beside ours.</summary>
[Collection(MiniMathServer.Name)]
public sealed class EndpointVariantTests(MiniMathServer server) : IDisposable
{
    private static readonly Dictionary<string, string> Solutions = File.ReadLines(Workplace.TestSet).Select(row => JsonElement.Parse(row))
        .GroupBy(row => row.GetProperty("problem").GetString() ?? "").ToDictionary(g => g.Key, g => g.First().GetProperty("solution").GetString() ?? "");

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_run_of_endpoints_alone_needs_no_inference_server()
    {
        await using var endpoint = await ScriptedOpenAiServer.StartAsync(SolvesAsync);

        await Workplace.EvaluatorAsync(Run(
            "--server", "http://127.0.0.1:1", "--sample", "30", "--variant", $"awq=openai:{endpoint.Address}#m", "--variant-note", "awq=AWQ, bits=4.25", "--judge", "rule"));

        _workplace.Count("SELECT count(*) FROM grades WHERE verdict = 'Equivalent'").ShouldBe(30);
        _workplace.Count("SELECT count(*) FROM results WHERE step_count > 0 AND follows_frame AND generated_tokens = 5 AND logprobs IS NULL").ShouldBe(30);
        _workplace.Query("SELECT facts ->> 'endpoint', facts ->> 'bitsPerWeight' FROM run_variants", row => (row.GetString(0), row.GetDouble(1)))
            .ShouldBe([($"openai:{endpoint.Address}#m", 4.25)]);
    }

    [Fact]
    public async Task An_endpoint_stands_beside_a_variant_of_ours()
    {
        await using var endpoint = await ScriptedOpenAiServer.StartAsync(SolvesAsync);

        await Workplace.EvaluatorAsync(Run("--server", server.Address, "--sample", "20", "--variants", $"Q2_K,gptq=openai:{endpoint.Address}#m", "--divergence"));
        var report = await Workplace.EvaluatorAsync("report", "--store", _workplace.Store, "--out", _workplace.PathOf("report.html"));

        report.ShouldContain("gptq");
        _workplace.Count("SELECT count(*) FROM results").ShouldBe(40);
        _workplace.Count("SELECT count(*) FROM divergence_gaps WHERE variant = 'gptq'").ShouldBe(1);
    }

    [Fact]
    public async Task Endpoints_that_state_the_same_are_told_apart_by_notes_or_refused()
    {
        await using var endpoint = await ScriptedOpenAiServer.StartAsync(SolvesAsync);
        string[] arguments = Run("--sample", "4", "--variant", $"a=openai:{endpoint.Address}#m", "--variant", $"b=openai:{endpoint.Address}#m");
        await using var refused = Workplace.Evaluator(arguments);

        (await refused.WaitForExitAsync(Workplace.Limit)).ShouldBe(1);
        refused.Output.ReplaceLineEndings(" ").ShouldContain("--variant-note NAME=TEXT");
        await Workplace.EvaluatorAsync([.. arguments, "--variant-note", "b=GPTQ"]);
        _workplace.Count("SELECT count(*) FROM results").ShouldBe(8);
    }

    [Theory]
    [InlineData("awq=openai:#m", "allowed is NAME=openai:URL#MODEL")]
    [InlineData("awq", "allowed is NAME=openai:URL#MODEL")]
    [InlineData("awq=openai:http://127.0.0.1:1/v1#m", "cannot be reached")]
    public async Task An_endpoint_that_is_none_is_one_clear_line(string variant, string message)
    {
        await using var program = Workplace.Evaluator(Run("--sample", "2", "--variant", variant));

        (await program.WaitForExitAsync(Workplace.Limit)).ShouldBe(1);
        program.Output.ReplaceLineEndings(" ").ShouldContain(message);
    }

    // The request's body has been read already: its text is kept beside the connection.
    private static Task SolvesAsync(HttpContext context)
    {
        var body = JsonElement.Parse((string)(context.Items["body"] ?? "{}"));
        var problem = body.GetProperty("messages")[0].GetProperty("content").GetString() ?? "";
        return ScriptedOpenAiServer.Streams(Solutions.GetValueOrDefault(problem, "?"))(context);
    }

    private string[] Run(params string[] more) => ["run", "--store", _workplace.Store, "--data", Workplace.TestSet, .. more];
}
