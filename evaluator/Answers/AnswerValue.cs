using QuantGrpc.Evaluator.Answers.Algebra;
using QuantGrpc.Evaluator.Answers.Latex;

namespace QuantGrpc.Evaluator.Answers;

/// <summary>An answer in normal form.</summary>
internal abstract record AnswerValue;

/// <summary>A number or an expression.</summary>
internal sealed record ScalarValue(Expression Value) : AnswerValue
{
    /// <summary>The unit, where it is a known one.</summary>
    public Unit? Unit { get; init; }

    /// <summary>The words behind it, whether they are a known unit or not.</summary>
    public string? Label { get; init; }

    /// <summary>Whether a percent sign follows; it is not in the value.</summary>
    public bool IsPercent { get; init; }

    /// <summary>Whether a degree sign follows; it is not in the value.</summary>
    public bool IsDegrees { get; init; }

    /// <summary>Whether it is digits with a base.</summary>
    public bool IsBased { get; init; }

    /// <summary>What such digits would be without the base, where all are digits of ten.</summary>
    public Rational? AsDecimal { get; init; }

    public override string ToString() => $"{Value}{(IsPercent ? "%" : "")}{(IsDegrees ? "°" : "")}{(Unit is null ? "" : $" [{Unit.Dimension} {Unit.Size}]")}";
}

/// <summary>Values with a relation between each and the next: =, &lt;, &lt;=, &gt;, &gt;= or &lt;&gt;.</summary>
internal sealed record RelationValue(IReadOnlyList<AnswerValue> Items, IReadOnlyList<string> Signs) : AnswerValue
{
    /// <summary>Whether it is left = right.</summary>
    public bool IsEquation => Signs is ["="];

    public AnswerValue Left => Items[0];

    public AnswerValue Right => Items[^1];

    public override string ToString() => string.Concat(Items.Select((item, i) => i == 0 ? $"{item}" : $" {Signs[i - 1]} {item}"));
}

/// <summary>Several values: a set or bare list (order does not matter), or a point, interval or matrix (brackets and order do).</summary>
internal sealed record SequenceValue(string Open, IReadOnlyList<AnswerValue> Items, string Close) : AnswerValue
{
    /// <summary>What opens a matrix, or a row of one.</summary>
    public const string Matrix = "matrix ";

    /// <summary>Whether order matters.</summary>
    public bool IsOrdered => Open is "(" or "[" or Matrix;

    public override string ToString() => $"{Open}{string.Join(", ", Items)}{Close}";
}

/// <summary>A union of sets.</summary>
internal sealed record UnionValue(IReadOnlyList<AnswerValue> Items) : AnswerValue
{
    public override string ToString() => string.Join(" ∪ ", Items);
}

/// <summary>Values with colons between them: a ratio or a time of day.</summary>
internal sealed record ColonValue(IReadOnlyList<ScalarValue> Items) : AnswerValue
{
    /// <summary>am or pm.</summary>
    public string? HalfOfDay { get; init; }

    /// <summary>Whether it reads as a time: two digits stand after the first colon.</summary>
    public bool IsTime { get; init; }

    public override string ToString() => $"{string.Join(':', Items)}{HalfOfDay}";
}

/// <summary>Words.</summary>
internal sealed record WordsValue(string Words) : AnswerValue
{
    public override string ToString() => Words;
}
