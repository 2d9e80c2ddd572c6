namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>
/// Makes sure that no value satisfies two alternatives of oneOf: they differ in type, in their values, or in a property that
/// both require and whose values differ.
/// </summary>
internal static class ExclusiveCheck
{
    private const int MaxLeaves = 512;

    /// <exception cref="GrammarException">Two alternatives may overlap.</exception>
    public static void Run(UnionShape union)
    {
        var leaves = new List<List<Shape>>();
        var total = 0;
        foreach (var alternative in union.Alternatives)
        {
            var own = Leaves(alternative);
            total += own.Count;
            if (total > MaxLeaves)
            {
                throw union.Place.Refuse($"more than {MaxLeaves} alternatives once references and types are followed");
            }

            if (leaves.FindIndex(other => own.Exists(a => other.Exists(b => !AreApart(a, b)))) is var overlap and >= 0)
            {
                throw union.Place.Refuse(
                    $"alternatives {overlap} and {leaves.Count} may both hold: they must differ in type, in const or enum, "
                    + "or in the const or enum of a property that both require");
            }

            leaves.Add(own);
        }
    }

    private static List<Shape> Leaves(Shape shape)
    {
        var leaves = new List<Shape>();
        var open = new Stack<Shape>([shape]);
        var seen = new HashSet<Definition>();
        while (open.TryPop(out var next))
        {
            switch (next)
            {
                case UnionShape union:
                    union.Alternatives.ToList().ForEach(open.Push);
                    break;
                case ReferenceShape reference:
                    if (seen.Add(reference.Target))
                    {
                        open.Push(reference.Target.Shape!);
                    }

                    break;
                default:
                    leaves.Add(next);
                    break;
            }
        }

        return leaves;
    }

    private static bool AreApart(Shape one, Shape other) =>
        (Kinds.Of(one) & Kinds.Of(other)) == JsonKinds.None || HaveOtherValues(one, other)
        || (one is ObjectShape a && other is ObjectShape b && a.Required.Any(name => b.Required.Contains(name) && DifferIn(name, a, b)));

    private static bool HaveOtherValues(Shape one, Shape other) =>
        one is ValuesShape a && other is ValuesShape b && a.Values.Concat(b.Values).All(v => v.Key is not null)
        && !a.Values.Select(v => v.Key).Intersect(b.Values.Select(v => v.Key)).Any();

    private static bool DifferIn(string name, ObjectShape one, ObjectShape other) =>
        Property(one, name) is { } a && Property(other, name) is { } b
        && Leaves(a).TrueForAll(x => Leaves(b).TrueForAll(y => (Kinds.Of(x) & Kinds.Of(y)) == JsonKinds.None || HaveOtherValues(x, y)));

    private static Shape? Property(ObjectShape shape, string name) => shape.Properties.FirstOrDefault(p => p.Name == name)?.Value;
}
