using System.Text.Json.Nodes;

namespace QuantGrpc.Evaluator.Judges.Quality;

/// <summary>The verdicts on one solution as one JSON object; steps count from 1.</summary>
internal static class VerdictJson
{
    public static string Of(JudgeCase judged, IReadOnlyList<JudgeVerdict> verdicts, PanelVerdict panel) => new JsonObject
    {
        ["steps"] = new JsonArray([.. judged.Steps.Select(s => (JsonNode)s)]),
        ["first_error_step"] = panel.Located?.FirstErrorStep,
        ["error_type"] = panel.Vote.TypeAgreed ? panel.Located?.Type.NameOf() : null,
        ["spoke"] = panel.Located is not null,
        ["one_judge"] = panel.Vote.OneJudge,
        ["verdicts"] = new JsonArray([.. verdicts.Select(Verdict)]),
    }.ToJsonString();

    private static JsonNode Verdict(JudgeVerdict verdict) => new JsonObject
    {
        ["judge"] = verdict.Judge,
        ["kind"] = verdict.Kind.ToString().ToLowerInvariant(),
        ["first_error_step"] = verdict.Located?.FirstErrorStep,
        ["error_type"] = verdict.Located?.Type.NameOf(),
        ["types"] = new JsonArray([.. (verdict.Located?.AllTypes ?? []).Select(t => (JsonNode)t.NameOf())]),
        ["confidence"] = verdict.Located?.Confidence,
        ["reason"] = verdict.Located?.Reason ?? verdict.Problem,
        ["notice"] = verdict.Notice,
    };
}
