namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>A column of a table: its name and its value in a row. Absent values are empty fields.</summary>
internal sealed record CsvColumn<T>(string Name, Func<T, object?> Value);

/// <summary>The columns of a figure with its interval.</summary>
internal static class CsvColumns
{
    public static IEnumerable<CsvColumn<T>> Estimate<T>(string name, Func<T, EstimateModel?> of) =>
        [new(name, r => of(r)?.Value), new($"{name}_low", r => of(r)?.Low), new($"{name}_high", r => of(r)?.High)];

    /// <summary>In percent, with the counts that it comes from.</summary>
    public static IEnumerable<CsvColumn<T>> Share<T>(string name, Func<T, ShareModel?> of) =>
    [
        new($"{name}_count", r => of(r)?.Successes), new($"{name}_of", r => of(r)?.Trials), new($"{name}_percent", r => of(r)?.Percent),
        new($"{name}_low", r => of(r)?.Low), new($"{name}_high", r => of(r)?.High),
    ];

    /// <summary>In points, with the counts that it comes from.</summary>
    public static IEnumerable<CsvColumn<T>> Difference<T>(string name, Func<T, DifferenceModel?> of) =>
    [
        new($"{name}_points", r => of(r)?.Points), new($"{name}_low", r => of(r)?.Low), new($"{name}_high", r => of(r)?.High),
        new($"{name}_more", r => of(r)?.More), new($"{name}_fewer", r => of(r)?.Fewer), new($"{name}_pairs", r => of(r)?.Pairs),
    ];
}
