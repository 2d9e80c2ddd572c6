namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Writes arrays: the first items each with their own shape, then the rest by one.</summary>
internal sealed class ArrayWriter(RuleWriter rules, ShapeWriter shapes)
{
    public string Write(ArrayShape array)
    {
        var first = Math.Min(array.First.Count, array.Most ?? int.MaxValue);
        var behind = Rest(array, first);
        for (var i = first - 1; i > 0; i--)
        {
            behind = rules.Rule(From(array, i, $"comma {shapes.Write(array.First[i])} {behind}"));
        }

        return first > 0 ? $"\"[\" {From(array, 0, $"{shapes.Write(array.First[0])} {behind}")} \"]\"" : $"\"[\" {behind} \"]\"";
    }

    // The array may end before an item that is not needed.
    private static string From(ArrayShape array, int index, string items) => index < array.Least ? items : $"({items})?";

    private string Rest(ArrayShape array, int first)
    {
        if (array.Rest is NeverShape || array.Most <= first)
        {
            return string.Empty;
        }

        var item = shapes.Write(array.Rest);
        if (first > 0)
        {
            return Repeated(item, array.Least - first, array.Most - first);
        }

        return From(array, 0, $"{item} {Repeated(item, array.Least - 1, array.Most - 1)}");
    }

    private string Repeated(string item, int least, int? most) => $"{rules.Rule($"comma {item}")}{{{Math.Max(least, 0)},{most}}}";
}
