using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>The operators that compare. Texts compare by their characters alone, wherever these came from.</summary>
internal static class Comparisons
{
    public static bool Holds(Evaluation run, string name, Value left, Value right) => name switch
    {
        "==" => AreEqual(run, left, right),
        "!=" => !AreEqual(run, left, right),
        "<" => Order(run, left, right) < 0,
        "<=" => Order(run, left, right) <= 0,
        ">" => Order(run, left, right) > 0,
        ">=" => Order(run, left, right) >= 0,
        "in" => Contains(run, right, left),
        _ => !Contains(run, right, left),
    };

    public static bool AreEqual(Evaluation run, Value left, Value right)
    {
        run.Budget.TakeSteps(1);
        return (left, right) switch
        {
            (TextValue a, TextValue b) => SameText(run, a, b),
            (ListValue a, ListValue b) =>
                a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => AreEqual(run, pair.First, pair.Second)),
            (MappingValue a, MappingValue b) => SameEntries(run, a, b),
            (UndefinedValue, UndefinedValue) => true,
            _ => Number(left) is { } x && Number(right) is { } y ? x.Equals(y) : left.Equals(right),
        };
    }

    public static int Order(Evaluation run, Value left, Value right)
    {
        run.Budget.TakeSteps(1);
        if (left is TextValue a && right is TextValue b)
        {
            run.Budget.TakeCharacters(Math.Min(a.Plain.Length, b.Plain.Length));
            return string.CompareOrdinal(a.Plain, b.Plain);
        }

        return Number(left) is { } x && Number(right) is { } y
            ? x.CompareTo(y)
            : throw run.Fail($"{left.Kind} and {right.Kind} have no order");
    }

    public static bool Contains(Evaluation run, Value container, Value item) => (container, item) switch
    {
        (TextValue text, TextValue sought) => TextOperations.Find(run, text, sought) is not null,
        (MappingValue mapping, TextValue key) => Mappings.Find(run, mapping, key) is not null,
        (ListValue list, _) => list.Items.Any(element => AreEqual(run, element, item)),
        (UndefinedValue, _) => false,
        _ => throw run.Fail($"{item.Kind} cannot be looked for in {container.Kind}"),
    };

    private static bool SameText(Evaluation run, TextValue a, TextValue b)
    {
        if (a.Plain.Length != b.Plain.Length)
        {
            return false;
        }

        run.Budget.TakeCharacters(a.Plain.Length);
        return a.Plain == b.Plain;
    }

    private static bool SameEntries(Evaluation run, MappingValue a, MappingValue b) =>
        a.Entries.Count == b.Entries.Count
        && a.Entries.All(entry => b.Member(entry.Key) is { } other && AreEqual(run, entry.Value.Value, other));

    // As in Python, true is 1 and false is 0.
    private static double? Number(Value value) => value switch
    {
        NumberValue number => number.Real,
        BooleanValue boolean => boolean.Flag ? 1 : 0,
        _ => null,
    };
}
