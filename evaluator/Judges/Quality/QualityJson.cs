using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantGrpc.Evaluator.Judges.Quality;

/// <summary>The measurement as one JSON object: figures, and a row a solution in the file's own counting.</summary>
internal static class QualityJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        WriteIndented = false,
    };

    public static string Of(IReadOnlyList<QualityFigures> figures, Share equations, IReadOnlyList<QualityRow> rows) => JsonSerializer.Serialize(
        new Document(figures, equations, [.. rows.Select(RowOf)]), Options);

    private static Row RowOf(QualityRow row) => new()
    {
        Id = row.Label.Id,
        Label = row.Label.InConvention(row.Label.Step),
        LabelType = row.Label.Type?.NameOf(),
        Spoke = row.Together.Spoke,
        FirstErrorStep = row.Together.Said is { } said ? row.Label.InConvention(said.FirstErrorStep) : null,
        ErrorType = row.Together.SaidType?.NameOf(),
        Verdicts = [.. row.Verdicts.Select(v => VerdictOf(v, row.Label))],
    };

    private static Verdict VerdictOf(JudgeVerdict verdict, LabelledCase label) => new()
    {
        Judge = verdict.Judge,
        Kind = JsonNamingPolicy.SnakeCaseLower.ConvertName($"{verdict.Kind}"),
        FirstErrorStep = verdict.Located is { } located ? label.InConvention(located.FirstErrorStep) : null,
        ErrorType = verdict.Located?.Type.NameOf(),
        Transcription = verdict.Located?.IsTranscription ?? false,
        Reason = verdict.Located?.Reason ?? verdict.Problem,
        Notice = verdict.Notice,
    };

    private sealed record Document(IReadOnlyList<QualityFigures> Figures, Share WrongEquations, IReadOnlyList<Row> Rows);

    private sealed record Row
    {
        public required string Id { get; init; }

        public required int Label { get; init; }

        public required string? LabelType { get; init; }

        public required bool Spoke { get; init; }

        public required int? FirstErrorStep { get; init; }

        public required string? ErrorType { get; init; }

        public required IReadOnlyList<Verdict> Verdicts { get; init; }
    }

    private sealed record Verdict
    {
        public required string Judge { get; init; }

        public required string Kind { get; init; }

        public required int? FirstErrorStep { get; init; }

        public required string? ErrorType { get; init; }

        public required bool Transcription { get; init; }

        public required string? Reason { get; init; }

        public required string? Notice { get; init; }
    }
}
