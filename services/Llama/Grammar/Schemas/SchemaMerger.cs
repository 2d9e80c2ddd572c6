namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>
/// Finds the shape of values that two schemas allow, as far as that is done without doubt: objects by their properties, values by
/// type, alternatives one by one. Everything else is refused.
/// </summary>
internal sealed class SchemaMerger(Func<Definition, SchemaPlace, Shape> resolve)
{
    private const int MaxSteps = 100_000;

    private int _steps;

    public Shape Merge(Shape one, Shape other, SchemaPlace place)
    {
        if (one is AnyShape || other is NeverShape || ReferenceEquals(one, other))
        {
            return other;
        }

        if (other is AnyShape || one is NeverShape)
        {
            return one;
        }

        _steps += 1 + SizeOf(one) + SizeOf(other);
        return _steps > MaxSteps
            ? throw place.Refuse($"merging the schemas takes more than {MaxSteps} steps")
            : MergeConstrained(one, other, place);
    }

    private Shape MergeConstrained(Shape one, Shape other, SchemaPlace place) => (one, other) switch
    {
        (ReferenceShape a, ReferenceShape b) when a.Target == b.Target => a,
        (ReferenceShape reference, _) => Merge(resolve(reference.Target, place), other, place),
        (_, ReferenceShape reference) => Merge(one, resolve(reference.Target, place), place),
        (UnionShape union, _) => UnionShape.Of(place, union.Alternatives.Select(a => Merge(a, other, place))),
        (_, UnionShape union) => UnionShape.Of(place, union.Alternatives.Select(a => Merge(one, a, place))),
        (ObjectShape a, ObjectShape b) => MergeObjects(a, b, place),
        (IntegerShape a, NumberShape) => a,
        (NumberShape, IntegerShape b) => b,
        (NumberShape a, NumberShape) => a,
        (StringShape { IsFree: true }, StringShape b) => b,
        (StringShape a, StringShape { IsFree: true }) => a,
        (IntegerShape a, IntegerShape b) when Math.Max(a.Low, b.Low) <= Math.Min(a.High, b.High) =>
            new IntegerShape(place, Math.Max(a.Low, b.Low), Math.Min(a.High, b.High)),
        (ValuesShape a, _) => Keep(a, other, place),
        (_, ValuesShape b) => Keep(b, one, place),
        _ when (Kinds.Of(one) & Kinds.Of(other)) == JsonKinds.None => new NeverShape(place),
        _ => throw place.Refuse("does not merge with the schemas beside it: both constrain the same values"),
    };

    private static Shape Keep(ValuesShape values, Shape other, SchemaPlace place)
    {
        var keys = (other as ValuesShape)?.Values.Select(v => v.Key).ToHashSet();
        var kept = values.Values.Where(v => (v.Kind & Kinds.Of(other)) != JsonKinds.None).ToList();
        if (kept.Exists(v => keys is null ? !AllowsKind(other) : v.Key is null))
        {
            throw place.Refuse("does not merge with the schemas beside it: fixed values stand against further constraints");
        }

        kept.RemoveAll(v => keys?.Contains(v.Key) == false);
        return kept.Count > 0 ? new ValuesShape(values.Place, kept) : new NeverShape(place);
    }

    private static int SizeOf(Shape shape) => shape switch
    {
        ObjectShape value => value.Properties.Count + value.Required.Count,
        UnionShape union => union.Alternatives.Count,
        ValuesShape values => values.Values.Count,
        _ => 1,
    };

    private static bool AllowsKind(Shape shape) => shape
        is NumberShape or StringShape { IsFree: true } or IntegerShape { Low: -NumberKeywords.Largest, High: NumberKeywords.Largest };

    private ObjectShape MergeObjects(ObjectShape one, ObjectShape other, SchemaPlace place)
    {
        var others = other.Properties.ToDictionary(p => p.Name, p => p.Value);
        var properties = new List<PropertyShape>();
        foreach (var (name, value) in one.Properties)
        {
            properties.Add(new PropertyShape(name, MergeProperty(name, value, others.GetValueOrDefault(name, other.Additional), place)));
            others.Remove(name);
        }

        foreach (var (name, value) in other.Properties.Where(p => others.ContainsKey(p.Name)))
        {
            properties.Add(new PropertyShape(name, MergeProperty(name, one.Additional, value, place)));
        }

        var required = one.Required.Union(other.Required).ToHashSet();
        return properties.Count <= ObjectKeywords.MaxProperties
            ? new ObjectShape(place, properties, required, Merge(one.Additional, other.Additional, place))
            : throw place.Refuse($"more than {ObjectKeywords.MaxProperties} properties of one object");
    }

    private Shape MergeProperty(string name, Shape one, Shape other, SchemaPlace place)
    {
        var merged = Merge(one, other, place);
        return merged is not NeverShape || one is NeverShape && other is NeverShape
            ? merged
            : throw place.Refuse($"property \"{name}\" is in conflict with the schemas beside it: no value satisfies all of them");
    }
}
