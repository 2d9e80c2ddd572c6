namespace QuantGrpc.Bench.Load.Targets;

/// <summary>When the tokens of one stream came, in seconds of <see cref="BenchClock"/>.</summary>
internal sealed record StreamRecord
{
    /// <summary>When the request was due, whenever it was sent.</summary>
    public required double Arrival { get; init; }

    /// <summary>Arrival of each piece of text, in order: one a token, fewer where a server holds back unfinished characters.</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>Generated tokens as the server counts them.</summary>
    public required int Tokens { get; init; }

    /// <summary>Tokens of the prompt as the server counts them.</summary>
    public required int PromptTokens { get; init; }

    public double End => Times[^1];

    /// <summary>From arrival to the first token, in seconds.</summary>
    public double TimeToFirst => Times[0] - Arrival;

    /// <summary>Tokens a second from arrival to the last token.</summary>
    public double Rate => Tokens / (End - Arrival);

    /// <summary>Time from each piece to the next, in seconds.</summary>
    public IEnumerable<double> Gaps => Times.Zip(Times.Skip(1), (before, after) => after - before);

    /// <summary>The longest such time of those that overlap a stretch of time, in seconds; 0 where none does.</summary>
    public double LongestGap(double from, double to) =>
        Times.Zip(Times.Skip(1)).Where(gap => gap.Second > from && gap.First < to).Select(gap => gap.Second - gap.First).DefaultIfEmpty().Max();
}
