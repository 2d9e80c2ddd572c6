namespace QuantGrpc.Evaluator.Datasets;

/// <summary>A row as it stands in a file, before it is a problem.</summary>
internal sealed record SourceRow
{
    /// <summary>File and line, for messages.</summary>
    public required string Place { get; init; }

    /// <summary>Id of a row that has none.</summary>
    public required string DefaultId { get; init; }

    /// <summary>Texts, and numbers and truth values as text; null for what is neither.</summary>
    public IReadOnlyDictionary<string, string?> Texts { get; init; } = new Dictionary<string, string?>();

    /// <summary>Lists of texts.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Lists { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Why it cannot be read; null where it can.</summary>
    public RowFault? Fault { get; init; }

    /// <summary>The first of some fields that is not blank; where none is spelled so, letter case is ignored.</summary>
    public string? Find(IReadOnlyList<string> names) =>
        names.Select(n => Texts.GetValueOrDefault(n)).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v))
        ?? names.SelectMany(n => Texts.Where(t => t.Key.Equals(n, StringComparison.OrdinalIgnoreCase)).Select(t => t.Value))
            .FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));

    /// <summary>A row that cannot be read.</summary>
    public static SourceRow Broken(string place, string message) =>
        new() { Place = place, DefaultId = place, Fault = new RowFault(place, Field: null, message) };
}
