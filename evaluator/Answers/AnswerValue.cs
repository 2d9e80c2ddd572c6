namespace QuantGrpc.Evaluator.Answers;

/// <summary>An answer in normal form.</summary>
internal abstract record AnswerValue;

/// <summary>A number or an expression.</summary>
internal sealed record ScalarValue(Polynomial Value) : AnswerValue
{
    public override string ToString() => Value.ToString();
}

/// <summary>left = right.</summary>
internal sealed record EquationValue(ScalarValue Left, ScalarValue Right) : AnswerValue
{
    public override string ToString() => $"{Left} = {Right}";
}

/// <summary>Several values: a set or bare list (order does not matter), or a point, tuple or interval (brackets and order do).</summary>
internal sealed record SequenceValue(string Open, IReadOnlyList<AnswerValue> Items, string Close) : AnswerValue
{
    /// <summary>What opens a matrix, or a row of one.</summary>
    public const string Matrix = "matrix ";

    /// <summary>Whether order matters.</summary>
    public bool IsOrdered => Open is "(" or "[" or Matrix;

    public override string ToString() => $"{Open}{string.Join(", ", Items)}{Close}";
}

/// <summary>Words.</summary>
internal sealed record WordsValue(string Words) : AnswerValue
{
    public override string ToString() => Words;
}
