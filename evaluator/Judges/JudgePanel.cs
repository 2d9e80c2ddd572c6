using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>A judge's place in a panel.</summary>
/// <param name="Judge">The judge.</param>
/// <param name="Weight">What its vote counts, above 0.</param>
/// <param name="IsArbiter">Whether it does not vote, and is asked only where the voters leave something open.</param>
internal sealed record PanelSeat(Judge Judge, double Weight = 1, bool IsArbiter = false);

/// <summary>A verdict and the seat that it comes from.</summary>
internal sealed record SeatVerdict(JudgeVerdict Verdict, double Weight = 1, bool IsArbiter = false);

/// <summary>What several judges say together.</summary>
/// <param name="Located">The first verdict in the judges' order that says what was elected; null where nothing was.</param>
/// <param name="Vote">How they voted.</param>
internal sealed record PanelVerdict(Located? Located, PanelOutcome Vote)
{
    /// <summary>Every verdict that was given, in the order of seats; arbiters that were not asked have none.</summary>
    public IReadOnlyList<SeatVerdict> Verdicts { get; init; } = [];
}

/// <summary>
/// Lets judges vote by the rule of <see cref="PanelVote"/>. What is not valid counts for nobody. Arbiters see the case alone, never what the
/// voters said.
/// </summary>
internal sealed class JudgePanel(IReadOnlyList<PanelSeat> seats)
{
    public IReadOnlyList<PanelSeat> Seats => seats;

    /// <summary>Asks the voters at once; then, where they leave something open, one arbiter after the other until one has a valid verdict.</summary>
    public async Task<PanelVerdict> JudgeAsync(JudgeCase judged, CancellationToken cancellation)
    {
        var verdicts = (await Task.WhenAll(seats.Where(s => !s.IsArbiter).Select(s => AskAsync(s, judged, cancellation)))).ToList();
        foreach (var arbiter in seats.Where(s => s.IsArbiter))
        {
            if (!WantsArbiter(verdicts))
            {
                break;
            }

            verdicts.Add(await AskAsync(arbiter, judged, cancellation));
        }

        return Vote(verdicts);
    }

    /// <summary>Whether voters left something open and no arbiter has given a valid verdict yet.</summary>
    public static bool WantsArbiter(IReadOnlyList<SeatVerdict> verdicts) =>
        Vote(verdicts).Vote.IsEscalated && !verdicts.Any(v => v.IsArbiter && v.Verdict.Kind == VerdictKind.Valid);

    /// <summary>Counts verdicts that were given.</summary>
    public static PanelVerdict Vote(IReadOnlyList<SeatVerdict> verdicts)
    {
        var voters = verdicts.Where(v => !v.IsArbiter).ToList();
        var arbiter = verdicts.FirstOrDefault(v => v.IsArbiter && v.Verdict.Located is not null);
        var outcome = PanelVote.Of(
            voters.Count, [.. voters.Select(BallotOf).OfType<Ballot>()], arbiter is null ? null : BallotOf(arbiter));
        var speaker = outcome.ByArbiter ? arbiter : voters.Find(v => outcome.Elected is { } elected && BallotOf(v)?.SaysAs(elected) == true);
        return new PanelVerdict(speaker?.Verdict.Located, outcome) { Verdicts = verdicts };
    }

    private static async Task<SeatVerdict> AskAsync(PanelSeat seat, JudgeCase judged, CancellationToken cancellation) =>
        new(await seat.Judge.JudgeAsync(judged, cancellation), seat.Weight, seat.IsArbiter);

    private static Ballot? BallotOf(SeatVerdict seat) => seat.Verdict is { Kind: VerdictKind.Valid, Located: { } located }
        ? new Ballot(located.FirstErrorStep, located.Type.NameOf(), seat.Weight) : null;
}
