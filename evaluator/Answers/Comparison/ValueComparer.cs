using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>Compares normal forms by kind. Gold and answer are not symmetric: "x = 5" may answer "5", a bare "5" may answer "x = 5".</summary>
internal static class ValueComparer
{
    public static Sameness Compare(AnswerValue gold, AnswerValue answer) => (gold, answer) switch
    {
        (ScalarValue a, ScalarValue b) => ScalarComparer.Compare(a, b),
        (RelationValue { IsEquation: true } a, RelationValue { IsEquation: true } b) => EquationComparer.Compare(a, b),
        (RelationValue { IsEquation: true } a, _) when Names.IsName(a.Left, a.Right) => Compare(a.Right, answer),
        (_, RelationValue { IsEquation: true } b) when Names.IsName(b.Left, b.Right) => Compare(gold, b.Right),
        (RelationValue { IsEquation: true } a, ScalarValue) when Names.IsName(a.Right, a.Left) => Compare(a.Left, answer),
        (ScalarValue, RelationValue { IsEquation: true } b) when Names.IsName(b.Right, b.Left) => Compare(gold, b.Left),
        (RelationValue { IsEquation: true, Left: ScalarValue a }, ScalarValue) when Names.IsNumber(a) =>
            Compare(a, answer).Or(() => Compare(((RelationValue)gold).Right, answer)),
        (RelationValue a, RelationValue b) => InequalityComparer.Compare(a, b) is var same && same == Sameness.Same ? same : RealSet.Compare(a, b, same),
        (SequenceValue a, SequenceValue b) => SequenceComparer.Compare(a, b),
        (SequenceValue { IsOrdered: false, Items: [var only] }, ScalarValue) => Compare(only, answer),
        (ScalarValue, SequenceValue { IsOrdered: false, Items: [var only] }) => Compare(gold, only),
        (ColonValue a, ColonValue b) => ColonComparer.Compare(a, b),
        (ColonValue { Items: [var a, var b], IsTime: false }, ScalarValue c) => ScalarComparer.Compare(new ScalarValue(a.Value / b.Value), c),
        (WordsValue a, WordsValue b) => SamenessExtensions.Of(a.Words == b.Words),
        (UnionValue or RelationValue or SequenceValue, UnionValue or RelationValue or SequenceValue) => RealSet.Compare(gold, answer),
        _ => Sameness.Different,
    };

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
