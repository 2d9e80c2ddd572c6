using System.ComponentModel;
using System.Text;
using System.Text.Json;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Steps;
using QuantGrpc.Tests.Support;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Reference;

/// <summary>
/// <c>reference</c>: the whole MiniMATH test set and judged set on our server, beside the figures of llama.cpp's own server, by its rules:
/// the user's message is the problem, greedy, at most 512 tokens, exact match is string equality of the last box.
/// </summary>
internal sealed class ReferenceCommand(IAnsiConsole console) : AsyncCommand<ReferenceCommand.Settings>
{
    private const int Parallel = 8;
    private const int MaxTokens = 512;
    private const double MostPoints = 1.5;
    private const double LeastIdentical = 0.98;

    private readonly ReferenceFigures _reference = new();
    private int _failures;

    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--models <FOLDER>")]
        [Description("Folder of MiniMATH's F16 file and what `quantize` made of it.")]
        public string Models { get; init; } = "";
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var f16 = Path.Combine(settings.Models, "minimath-f16.gguf");
        await using var server = await RunningServer.StartAsync(
            "--models", settings.Models, "--sequences", "8", "--",
            "--Models:Variants:0:Id=minimath-f16-kv-q4_0", $"--Models:Variants:0:Path={f16}", "--Models:Variants:0:CacheTypeK=q4_0", "--Models:Variants:0:CacheTypeV=q4_0");
        using var client = new InferenceClient(server.Address, TimeProvider.System);
        console.WriteLine("MiniMATH, synthetic: shows the instrument, not large models");
        await ProblemsAsync(client, cancellationToken);
        await JudgeAsync(client, cancellationToken);
        return _failures == 0 ? 0 : 1;
    }

    private async Task ProblemsAsync(InferenceClient client, CancellationToken cancellation)
    {
        var problems = ReferenceFigures.Rows("minimath_test.jsonl");
        var outputs = ReferenceFigures.Rows("reference_outputs.jsonl").ToDictionary(r => Text(r, "unique_id"), r => Text(r, "output"));
        var table = new Table().AddColumns("variant", "exact match", "reference", "points", "mean tokens", "reference");
        foreach (var name in _reference.Variants)
        {
            var replies = await AllAsync(problems, row => GenerateAsync(client, $"minimath-{name}", Text(row, "problem"), cancellation), cancellation);
            var right = problems.Zip(replies).Count(pair => LastBox(pair.Second.Text) == Text(pair.First, "answer"));
            var share = (double)right / problems.Count;
            var points = 100 * (share - _reference.ExactMatch(name));
            Check(Math.Abs(points) <= MostPoints);
            table.AddRow(name, $"{share:P2}", $"{_reference.ExactMatch(name):P2}", $"{points:+0.00;-0.00;0.00}", $"{replies.Average(r => r.Tokens):0.0}", $"{_reference.MeanTokens(name):0.0}");
            if (name == "f16")
            {
                var same = problems.Zip(replies).Count(pair => pair.Second.Text == outputs[Text(pair.First, "unique_id")]);
                Check(same >= LeastIdentical * problems.Count);
                console.WriteLine($"f16: {same} of {problems.Count} outputs identical to llama.cpp's own server ({(double)same / problems.Count:P2}, at least {LeastIdentical:P0})");
            }
        }

        console.Write(table);
    }

    private async Task JudgeAsync(InferenceClient client, CancellationToken cancellation)
    {
        var rows = ReferenceFigures.Rows("minimath_judged.jsonl");
        var judge = new ModelJudge(new MiniMathForm(), new VariantJudgeModel(client, "minimath-f16", context: 1024, EndpointPatience.Default), TimeProvider.System);
        var verdicts = await AllAsync(rows, row => judge.JudgeAsync(CaseOf(row), cancellation), cancellation);
        var judged = rows.Zip(verdicts).Select(p => new Judged(p.First.GetProperty("first_error_step").GetInt32(), Text(p.First, "error_type"), p.Second)).ToList();
        var wrong = judged.Where(j => j.Label > 0).ToList();
        var correct = judged.Where(j => j.Label == 0).ToList();
        var table = new Table().AddColumns("judge (F16)", "ours", "reference", "points");
        Row(table, "first_error_step", wrong.Count(j => j.StepIsRight) / (double)wrong.Count);
        Row(table, "and_type", wrong.Count(j => j.StepIsRight && j.TypeIsRight) / (double)wrong.Count);
        Row(table, "correct_accepted", correct.Count(j => j.StepIsRight) / (double)correct.Count);
        console.WriteLine($"judged set: {wrong.Count} erroneous, {correct.Count} correct, {judged.Count(j => j.Verdict.Kind == VerdictKind.Invalid)} invalid replies");
        console.Write(table);
    }

    private void Row(Table table, string name, double ours)
    {
        var points = 100 * (ours - _reference.Judge(name));
        Check(Math.Abs(points) <= MostPoints);
        table.AddRow(name, $"{ours:P2}", $"{_reference.Judge(name):P2}", $"{points:+0.00;-0.00;0.00}");
    }

    private void Check(bool holds) => _failures += holds ? 0 : 1;

    private static async Task<T[]> AllAsync<T>(IReadOnlyList<JsonElement> rows, Func<JsonElement, Task<T>> each, CancellationToken cancellation)
    {
        var results = new T[rows.Count];
        await System.Threading.Tasks.Parallel.ForAsync(
            0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
            async (i, _) => results[i] = await each(rows[i]));
        return results;
    }

    private static async Task<Reply> GenerateAsync(InferenceClient client, string variant, string problem, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var tokens = 0;
        var request = new GenerationRequest { Variant = variant, Chat = [new ChatTurn("user", problem)], MaxTokens = MaxTokens };
        await foreach (var item in client.GenerateAsync(request, cancellation))
        {
            text.Append(item is TokenGenerated token ? token.Text : item is GenerationEnded ended ? ended.Text : "");
            tokens += item is TokenGenerated ? 1 : 0;
        }

        return new Reply(text.ToString(), tokens);
    }

    private static JudgeCase CaseOf(JsonElement row)
    {
        var parser = new StepParser();
        parser.Append(Text(row, "solution"));
        return new JudgeCase
        {
            Problem = Text(row, "problem"),
            Steps = [.. row.GetProperty("steps").EnumerateArray().Select(s => s.GetString() ?? "")],
            FinalAnswer = Text(row, "final_answer"),
            ReferenceAnswer = Text(row, "answer"),
            ReferenceSteps = [.. parser.Complete().Steps.Select(s => s.Text)],
            IsMiniMath = true,
        };
    }

    private static string? LastBox(string text) => Evaluator.Answers.BoxReader.Read(text).Select(b => b.Content).LastOrDefault();

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    private sealed record Reply(string Text, int Tokens);

    private sealed record Judged(int Label, string Type, JudgeVerdict Verdict)
    {
        public bool StepIsRight => Verdict.Located is { } located && (located.FirstErrorStep ?? 0) == Label;

        public bool TypeIsRight => Verdict.Located?.Type.NameOf() == Type;
    }
}
