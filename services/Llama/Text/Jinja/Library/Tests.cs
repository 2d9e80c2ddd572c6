using System.Collections.Frozen;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Tests by name: what stands behind <c>is</c>.</summary>
internal static class Tests
{
    private static readonly FrozenDictionary<string, Builtin> ByName = new[]
    {
        Kind("defined", value => value is not UndefinedValue),
        Kind("undefined", value => value is UndefinedValue),
        Kind("none", value => value is NoneValue),
        Kind("string", value => value is TextValue),
        Kind("mapping", value => value is MappingValue),
        Kind("iterable", value => value is TextValue or ListValue or MappingValue or UndefinedValue),
        Kind("sequence", value => value is TextValue or ListValue or MappingValue or UndefinedValue),
        Kind("number", value => value is NumberValue or BooleanValue),
        Kind("integer", value => value is IntegerValue),
        Kind("float", value => value is FloatValue),
        Kind("boolean", value => value is BooleanValue),
        Kind("true", value => value is BooleanValue { Flag: true }),
        Kind("false", value => value is BooleanValue { Flag: false }),
        Kind("callable", value => value is CallableValue),
        new("even", (run, input, _) => BooleanValue.Of(Integer(run, input) % 2 == 0)),
        new("odd", (run, input, _) => BooleanValue.Of(Integer(run, input) % 2 != 0)),
        new("divisibleby", ["num"], 1, (run, input, a) => BooleanValue.Of(!Operators.Apply(run, "%", input, a[0]).IsTrue)),
        Comparison("equalto", "=="),
        Comparison("eq", "=="),
        Comparison("==", "=="),
        Comparison("ne", "!="),
        Comparison("!=", "!="),
        Comparison("lt", "<"),
        Comparison("lessthan", "<"),
        Comparison("le", "<="),
        Comparison("gt", ">"),
        Comparison("greaterthan", ">"),
        Comparison("ge", ">="),
        Comparison("in", "in"),
    }.ToFrozenDictionary(test => test.Name, StringComparer.Ordinal);

    public static Builtin? Find(string name) => ByName.GetValueOrDefault(name);

    private static Builtin Kind(string name, Func<Value, bool> holds) => new(name, (_, input, _) => BooleanValue.Of(holds(input)));

    private static Builtin Comparison(string name, string comparison) =>
        new(name, ["other"], 1, (run, input, a) => BooleanValue.Of(Comparisons.Holds(run, comparison, input, a[0])));

    private static long Integer(Evaluation run, Value value) =>
        value is IntegerValue integer ? integer.Number : throw run.Fail($"{value.Kind} is neither even nor odd; allowed: an integer");
}
