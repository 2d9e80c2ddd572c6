using System.Collections.Frozen;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Functions that every template can call.</summary>
internal static class Functions
{
    private static readonly FrozenDictionary<string, CallableValue> ByName = new CallableValue[]
    {
        new BuiltinFunction(new Builtin("range", ["start", "stop", "step"], 1, Range)),
        new BuiltinFunction(new Builtin("raise_exception", ["message"], 1, (run, _, a) => throw Raise(run, a[0]))),
        new BuiltinFunction(new Builtin("strftime_now", ["format"], 1, (run, _, a) => Dates.Format(run, a.Text(0)))),
        new NamespaceFunction(),
        new MappingFunction(),
    }.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    public static CallableValue? Find(string name) => ByName.GetValueOrDefault(name);

    private static JinjaException Raise(Evaluation run, Value message)
    {
        var text = Printing.TextOf(run, message).Plain;
        return new JinjaException(text.Length <= 1000 ? text : text[..1000] + "...");
    }

    private static ListValue Range(Evaluation run, Value input, BoundArguments arguments)
    {
        var start = arguments.Has(1) ? arguments.Integer(0) : 0;
        var stop = arguments.Has(1) ? arguments.Integer(1) : arguments.Integer(0);
        var step = arguments.IntegerOrNull(2) ?? 1;
        if (step == 0)
        {
            throw arguments.Wrong(2, "any integer but 0");
        }

        var count = step > 0 ? Steps((Int128)stop - start, step) : Steps((Int128)start - stop, -(Int128)step);
        return count <= JinjaLimits.Range
            ? Sequences.List(run, [.. Enumerable.Range(0, (int)count).Select(i => new IntegerValue(start + (i * step)))])
            : throw run.Fail($"a range of {count} numbers; allowed: {JinjaLimits.Range}");
    }

    private static Int128 Steps(Int128 distance, Int128 step) => distance <= 0 ? 0 : ((distance - 1) / step) + 1;

    private sealed record NamespaceFunction() : CallableValue("namespace")
    {
        public override Value Call(Evaluation run, Arguments arguments)
        {
            var made = new NamespaceValue();
            foreach (var entry in Mappings.Make(run, EntriesOf(run, Name, arguments)).Entries.Values)
            {
                made.Set(entry.Key.Plain, entry.Value);
            }

            return made;
        }
    }

    private sealed record MappingFunction() : CallableValue("dict")
    {
        public override Value Call(Evaluation run, Arguments arguments) => Mappings.Make(run, EntriesOf(run, Name, arguments));
    }

    private static IEnumerable<MappingEntry> EntriesOf(Evaluation run, string function, Arguments arguments)
    {
        IEnumerable<MappingEntry> given = arguments.Positional switch
        {
            [] => [],
            [MappingValue mapping] => mapping.Entries.Values,
            [var other, ..] => throw run.Fail($"{function} is given {other.Kind}; allowed: one mapping, and arguments by name"),
        };
        return given.Concat(arguments.Named.Select(argument => new MappingEntry(TextValue.OfTemplate(argument.Name), argument.Value)));
    }
}
