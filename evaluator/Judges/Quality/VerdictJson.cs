using System.Text.Json;
using System.Text.Json.Nodes;

namespace QuantGrpc.Evaluator.Judges.Quality;

/// <summary>The verdicts on one solution as one JSON object; steps count from 1.</summary>
internal static class VerdictJson
{
    public static string Of(JudgeCase judged, PanelVerdict panel) => new JsonObject
    {
        ["steps"] = new JsonArray([.. judged.Steps.Select(s => (JsonNode)s)]),
        ["first_error_step"] = panel.Located?.FirstErrorStep,
        ["error_type"] = panel.Vote.TypeAgreed ? panel.Located?.Type.NameOf() : null,
        ["spoke"] = panel.Located is not null,
        ["one_judge"] = panel.Vote.OneJudge,
        ["escalated"] = panel.Vote.IsEscalated,
        ["by_arbiter"] = panel.Vote.ByArbiter,
        ["verdicts"] = new JsonArray([.. panel.Verdicts.Select(Verdict)]),
    }.ToJsonString();

    private static JsonNode Verdict(SeatVerdict seat)
    {
        var (verdict, located) = (seat.Verdict, seat.Verdict.Located);
        return new JsonObject
        {
            ["judge"] = verdict.Judge,
            ["weight"] = seat.Weight,
            ["arbiter"] = seat.IsArbiter,
            ["kind"] = JsonNamingPolicy.SnakeCaseLower.ConvertName($"{verdict.Kind}"),
            ["first_error_step"] = located?.FirstErrorStep,
            ["error_type"] = located?.Type.NameOf(),
            ["types"] = new JsonArray([.. (located?.AllTypes ?? []).Select(t => (JsonNode)t.NameOf())]),
            ["transcription"] = located?.Transcription,
            ["corrected_steps"] = located?.CorrectedSteps is { } corrected ? new JsonArray([.. corrected.Select(n => (JsonNode)n)]) : null,
            ["confidence"] = located?.Confidence,
            ["reason"] = located?.Reason ?? verdict.Problem,
            ["notice"] = verdict.Notice,
        };
    }
}
