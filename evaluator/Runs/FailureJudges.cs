using System.Globalization;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Steps;
using QuantGrpc.Evaluator.Storage;
using StoredKind = QuantGrpc.Evaluator.Storage.VerdictKind;
using StoredVerdict = QuantGrpc.Evaluator.Storage.JudgeVerdict;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Where verdicts are kept and counted.</summary>
internal sealed record FailureRoom(RunStore Store, RunMonitor Monitor);

/// <summary>
/// The judges of a run's failures: each one's verdict is stored as it comes. Voters are asked first; arbiters only where all voters of the run
/// have spoken and left step or type open.
/// </summary>
internal sealed class FailureJudges
{
    private readonly Run _run;
    private readonly JudgePanel _panel;
    private readonly FailureRoom _room;

    private FailureJudges(Run run, JudgePanel panel, FailureRoom room) => (_run, _panel, _room) = (run, panel, room);

    /// <summary>Those that this process asks, voters first.</summary>
    public IReadOnlyList<Judge> Judges => [.. _panel.Seats.OrderBy(s => s.IsArbiter).Select(s => s.Judge)];

    /// <summary>Gives the judges their seats in the run.</summary>
    public static async Task<FailureJudges> OpenAsync(Run run, JudgePanel panel, FailureRoom room, CancellationToken cancellation)
    {
        foreach (var seat in panel.Seats)
        {
            var stored = new JudgeSeat { Judge = seat.Judge.Id, Role = seat.IsArbiter ? JudgeRole.Arbiter : JudgeRole.Voter, Weight = seat.Weight };
            await room.Store.SeatJudgeAsync(run.Id, stored, cancellation);
        }

        var seated = await room.Store.GetRunAsync(run.Id, cancellation) ?? throw new InvalidOperationException($"run {run.Id} is gone");
        return new FailureJudges(seated, panel, room);
    }

    /// <summary>The judges of a stored run, named so that they can be made again.</summary>
    public static PanelRequest RequestOf(Run run) => new(
        [.. run.Panel.Where(s => s.Role == JudgeRole.Voter).Select(NameOf)], [.. run.Panel.Where(s => s.Role == JudgeRole.Arbiter).Select(NameOf)]);

    public static bool IsMiniMath(Run run) => run.Notice?.StartsWith(RunPlanner.MiniMathNotice, StringComparison.Ordinal) is true;

    /// <summary>Lets every judge see a failure that has not spoken on it yet.</summary>
    public async Task JudgeAsync(long resultId, NewResult result, RunProblem problem, string variant, CancellationToken cancellation)
    {
        var detail = await _room.Store.GetDetailAsync(_run.Id, resultId, cancellation);
        var spoken = (detail?.Verdicts ?? []).ToDictionary(v => v.Judge);
        var wasJudged = spoken.Values.Any(v => v.Kind == StoredKind.Valid);
        var judged = CaseOf(result, problem);
        foreach (var judge in Judges)
        {
            if (IsWanted(judge.Id, spoken))
            {
                var verdict = Stored(await judge.JudgeAsync(judged, cancellation), resultId);
                await _room.Store.AddVerdictAsync(verdict, cancellation);
                spoken[judge.Id] = verdict;
            }
        }

        if (!wasJudged && spoken.Values.Any(v => v.Kind == StoredKind.Valid))
        {
            _room.Monitor.Judged(variant);
        }
    }

    private static string NameOf(JudgeSeat seat) =>
        seat.Weight == 1 ? seat.Judge : string.Create(CultureInfo.InvariantCulture, $"{seat.Judge},weight={seat.Weight}");

    // A failed try is no word.
    private bool IsWanted(string judge, Dictionary<string, StoredVerdict> spoken) =>
        !(spoken.TryGetValue(judge, out var said) && said.Kind != StoredKind.Failed)
        && (_run.Panel.First(s => s.Judge == judge).Role == JudgeRole.Voter || IsEscalated(spoken));

    private bool IsEscalated(Dictionary<string, StoredVerdict> spoken)
    {
        var voters = _run.Panel.Where(s => s.Role == JudgeRole.Voter).ToList();
        var cast = voters.Where(s => spoken.TryGetValue(s.Judge, out var said) && said.Kind == StoredKind.Valid)
            .Select(s => new Ballot(spoken[s.Judge].FirstErrorStep, spoken[s.Judge].ErrorType, s.Weight)).ToList();
        return voters.All(s => spoken.ContainsKey(s.Judge))
            && PanelVote.Of(voters.Count, cast).IsEscalated
            && !_run.Panel.Any(s => s.Role == JudgeRole.Arbiter && spoken.TryGetValue(s.Judge, out var said) && said.Kind == StoredKind.Valid);
    }

    private JudgeCase CaseOf(NewResult result, RunProblem problem) => new()
    {
        Problem = problem.Text,
        Steps = [.. result.Steps.Select(s => s.Text)],
        FinalAnswer = result.Answer,
        ReferenceAnswer = problem.Answer,
        ReferenceSteps = problem.Solution is { } solution ? [.. StepParser.Parse(solution).Steps.Select(s => s.Text)] : null,
        IsMiniMath = IsMiniMath(_run),
    };

    private StoredVerdict Stored(Evaluator.Judges.JudgeVerdict verdict, long resultId) => new()
    {
        ResultId = resultId,
        Judge = verdict.Judge,
        InputHash = verdict.InputHash,
        Kind = verdict.Kind switch
        {
            Evaluator.Judges.VerdictKind.Valid => StoredKind.Valid,
            Evaluator.Judges.VerdictKind.Invalid => StoredKind.Invalid,
            Evaluator.Judges.VerdictKind.DoesNotFit => StoredKind.DoesNotFit,
            Evaluator.Judges.VerdictKind.Abstained => StoredKind.Abstained,
            _ => StoredKind.Failed,
        },
        FirstErrorStep = verdict.Located?.FirstErrorStep,
        ErrorType = verdict.Located?.Type.NameOf(),
        Types = [.. (verdict.Located?.AllTypes ?? []).Select(t => t.NameOf())],
        Transcription = verdict.Located?.Transcription,
        CorrectedSteps = verdict.Located?.CorrectedSteps,
        Confidence = verdict.Located?.Confidence,
        Notice = verdict.Notice,
        Reason = verdict.Located?.Reason ?? verdict.Problem,
        RawReply = verdict.RawReply,
        PromptTokens = verdict.PromptTokens,
        GeneratedTokens = verdict.GeneratedTokens,
        Duration = verdict.Duration,
        OneJudge = _run.Panel.Count(s => s.Role == JudgeRole.Voter) == 1,
    };
}
