using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>Compares normal forms by kind. Gold and answer are not symmetric: "x = 5" may answer "5", a bare "5" may answer "x = 5".</summary>
internal static class ValueComparer
{
    public static Sameness Compare(AnswerValue gold, AnswerValue answer) => (Stated(gold), Stated(answer)) switch
    {
        (ScalarValue a, ScalarValue b) => ScalarComparer.Compare(a, b),
        (RelationValue { IsEquation: true } a, RelationValue { IsEquation: true } b) => EquationComparer.Compare(a, b),
        (RelationValue { IsEquation: true } a, _) when Names.IsName(a.Left, a.Right) => Compare(a.Right, Stated(answer)),
        (_, RelationValue { IsEquation: true } b) when Names.IsName(b.Left, b.Right) => Compare(Stated(gold), b.Right),
        (RelationValue { IsEquation: true } a, ScalarValue b) when Names.IsName(a.Right, a.Left) => Compare(a.Left, b),
        (ScalarValue a, RelationValue { IsEquation: true } b) when Names.IsName(b.Right, b.Left) => Compare(a, b.Left),
        (RelationValue a, RelationValue b) => InequalityComparer.Compare(a, b) is var same && same == Sameness.Same ? same : RealSet.Compare(a, b, same),
        (SequenceValue a, SequenceValue b) => SequenceComparer.Compare(a, b),
        (SequenceValue { IsOrdered: false, Items: [var only] }, ScalarValue b) => Compare(only, b),
        (ScalarValue a, SequenceValue { IsOrdered: false, Items: [var only] }) => Compare(a, only),
        (ColonValue a, ColonValue b) => ColonComparer.Compare(a, b),
        (ColonValue { Items: [var a, var b], IsTime: false }, ScalarValue c) => ScalarComparer.Compare(new ScalarValue(a.Value / b.Value), c),
        (WordsValue a, WordsValue b) => SamenessExtensions.Of(a.Words == b.Words),
        (UnionValue or RelationValue or SequenceValue, UnionValue or RelationValue or SequenceValue) => RealSet.Compare(gold, answer),
        _ => Sameness.Different,
    };

    // "0.56 = 56%" states one number twice.
    private static AnswerValue Stated(AnswerValue value) =>
        value is RelationValue { IsEquation: true, Left: ScalarValue a, Right: ScalarValue b } && Names.IsNumber(a) && Names.IsNumber(b)
            && ScalarComparer.Compare(a, b) == Sameness.Same ? a : value;

    public static string RuleOf(AnswerValue gold, AnswerValue answer) => (gold, answer) switch
    {
        (ScalarValue, ScalarValue) => "scalar",
        (RelationValue { IsEquation: true }, _) or (_, RelationValue { IsEquation: true }) => "equation",
        (RelationValue, RelationValue) => "inequality",
        (SequenceValue, SequenceValue) => "sequence",
        (UnionValue or RelationValue or SequenceValue, UnionValue or RelationValue or SequenceValue) => "set",
        (ColonValue, ColonValue) => "colon",
        (WordsValue, WordsValue) => "words",
        _ => "kind",
    };
}
