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
        Escalated = row.Panel.Vote.IsEscalated,
        ByArbiter = row.Panel.Vote.ByArbiter,
        Verdicts = [.. row.Panel.Verdicts.Select(v => VerdictOf(v, row.Label))],
    };

    private static Verdict VerdictOf(SeatVerdict seat, LabelledCase label) => new()
    {
        Judge = seat.Verdict.Judge,
        Weight = seat.Weight,
        Arbiter = seat.IsArbiter,
        Kind = JsonNamingPolicy.SnakeCaseLower.ConvertName($"{seat.Verdict.Kind}"),
        FirstErrorStep = seat.Verdict.Located is { } located ? label.InConvention(located.FirstErrorStep) : null,
        ErrorType = seat.Verdict.Located?.Type.NameOf(),
        Transcription = seat.Verdict.Located?.Transcription,
        Reason = seat.Verdict.Located?.Reason ?? seat.Verdict.Problem,
        Notice = seat.Verdict.Notice,
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

        public required bool Escalated { get; init; }

        public required bool ByArbiter { get; init; }

        public required IReadOnlyList<Verdict> Verdicts { get; init; }
    }

    private sealed record Verdict
    {
        public required string Judge { get; init; }

        public required double Weight { get; init; }

        public required bool Arbiter { get; init; }

        public required string Kind { get; init; }

        public required int? FirstErrorStep { get; init; }

        public required string? ErrorType { get; init; }

        public required bool? Transcription { get; init; }

        public required string? Reason { get; init; }

        public required string? Notice { get; init; }
    }
}
