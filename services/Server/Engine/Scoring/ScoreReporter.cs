using QuantGrpc.Server.Engine.Rows;

namespace QuantGrpc.Server.Engine.Scoring;

/// <summary>Turns a scored text's rows into events, one a step.</summary>
internal sealed class ScoreReporter(TimeProvider time)
{
    /// <summary>Reports consecutive rows of one sequence, and its end with the last.</summary>
    public void Report(ScoreSequence sequence, RowPass rows, Range range)
    {
        var (first, count) = range.GetOffsetAndLength(rows.Count);
        for (var i = 0; i < count; i++)
        {
            if (rows[first + i].Problem is { } problem)
            {
                sequence.End(new RequestFailedException(problem));
                return;
            }
        }

        if (count > 0)
        {
            var tokens = new ScoredToken[count];
            for (var i = 0; i < count; i++)
            {
                tokens[i] = Describe(rows[first + i]);
            }

            sequence.Write(new TokensScored(sequence.Tag) { First = rows[first].Position - sequence.FirstWantedRow, Tokens = tokens });
        }

        if (sequence.Computed == sequence.Target)
        {
            var granted = sequence.Granted ?? sequence.Arrived;
            sequence.Write(new TextScored(
                sequence.Tag, time.GetElapsedTime(sequence.Arrived, granted), time.GetElapsedTime(granted, time.GetTimestamp()))
            {
                Shared = sequence.Shared,
            });
            sequence.End();
        }
    }

    private static ScoredToken Describe(RowResult row) => new(
        row.Draw.Token, row.Figures ?? throw new InvalidOperationException("a scored row was not described"))
    {
        Divergence = row.Divergence,
        Top = row.Top,
        SameTop = row.SameTop,
        Alternatives = row.Alternatives.IsEmpty ? [] : row.Alternatives.ToArray(),
    };
}
