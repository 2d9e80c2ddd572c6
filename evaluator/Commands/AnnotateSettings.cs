using System.ComponentModel;
using QuantGrpc.Evaluator.Judges.Annotation;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>Options of commands that write failures to be labelled.</summary>
internal class AnnotateSettings : StoreSettings
{
    [CommandArgument(0, "[RUN]")]
    [Description("The run, by any unique beginning of its id. Default: the latest.")]
    public string? Run { get; init; }

    [CommandOption("--out <FILE>")]
    [Description("The JSONL file to write; labels go into first_error_step, error_type and annotator.")]
    [DefaultValue("annotate.jsonl")]
    public string Out { get; init; } = "annotate.jsonl";
}

/// <summary>A failure and what the judges say of it.</summary>
internal sealed record VotedFailure(Cell Cell, FailureVote Vote)
{
    public bool IsJudged => Vote.All.Count > 0;

    /// <summary>Variant, type and unanimity; the variant alone before any judge has spoken.</summary>
    public string Stratum => IsJudged
        ? $"{Cell.Variant}|{Vote.Outcome}|{(Vote.Votes.All(Vote.Follows) ? "unanimous" : "split")}"
        : $"{Cell.Variant}|unjudged";
}

/// <summary>A run's failures, read with what the judges say so far and written without it.</summary>
internal static class VotedFailures
{
    public static async Task<IReadOnlyList<VotedFailure>> ReadAsync(RunStore store, string runId, CancellationToken cancellation)
    {
        var cells = await store.ListCellsAsync(runId, new CellFilter(), CellPage.All, cancellation);
        var votes = (await store.ListVotesAsync(runId, cancellation)).ToLookup(v => v.ResultId);
        return [.. cells.Where(c => c.IsFailure).DistinctBy(c => c.ResultId).Select(c => new VotedFailure(c, new FailureVote([.. votes[c.ResultId]])))];
    }

    public static async Task WriteAsync(
        RunStore store, string runId, IReadOnlyList<Drawn<VotedFailure>> drawn, string path, CancellationToken cancellation)
    {
        if (File.Exists(path))
        {
            throw new RunRefusedException($"--out {path}: the file is there already, perhaps with labels; name another, or move it away");
        }

        await using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
        foreach (var one in drawn)
        {
            if (await store.GetDetailAsync(runId, one.Item.Cell.ResultId, cancellation) is { } detail)
            {
                await file.WriteLineAsync(RowOf(runId, detail, one).ToJson().AsMemory(), cancellation);
            }
        }
    }

    /// <summary>A failure's id in files: the run's, a slash, the result's number.</summary>
    public static string IdOf(string runId, long resultId) => $"{runId}/{resultId}";

    private static AnnotationRow RowOf(string runId, CellDetail detail, Drawn<VotedFailure> drawn) => new()
    {
        Id = IdOf(runId, detail.Result.Id),
        Weight = drawn.Weight,
        Stratum = drawn.Stratum,
        Problem = detail.Problem.Text,
        Answer = detail.Problem.Answer,
        Solution = detail.Problem.Solution,
        Steps = [.. detail.Result.Steps.Select(s => s.Text)],
        FinalAnswer = detail.Result.Answer,
    };
}
