namespace QuantGrpc.Evaluator.Storage;

/// <summary>Which cells to list. An absent filter lets everything pass.</summary>
internal sealed record CellFilter
{
    public string? Variant { get; init; }
    public string? Subject { get; init; }
    public int? Level { get; init; }
    public GradeVerdict? Grade { get; init; }
    public Flip? Flip { get; init; }
    public VerdictKind? VerdictKind { get; init; }
    public string? ErrorType { get; init; }

    /// <summary>Failures that nobody judged.</summary>
    public bool UnjudgedOnly { get; init; }

    /// <summary>Judged cells on which the judges agree in this way.</summary>
    public Agreement? Agreement { get; init; }

    /// <summary>Tell of every cell how its judges agree; who filters by it hears it anyway.</summary>
    public bool WithAgreement { get; init; }
}

/// <summary>A part of an ordered list.</summary>
internal sealed record CellPage
{
    /// <summary>Everything in one page: what statistics read.</summary>
    public static CellPage All { get; } = new() { Size = int.MaxValue };

    /// <summary>At most this many.</summary>
    public int Size { get; init; } = 100;

    /// <summary>The last cell of the page before; absent for the first page.</summary>
    public Cell? After { get; init; }
}
