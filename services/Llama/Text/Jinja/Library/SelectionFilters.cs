using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Filters that take another filter's or a test's name.</summary>
internal static class SelectionFilters
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("select", ["test", "argument"], 0, (run, input, a) => Select(run, input, a, wanted: true)),
        new("reject", ["test", "argument"], 0, (run, input, a) => Select(run, input, a, wanted: false)),
        new("selectattr", ["attribute", "test", "argument"], 1, (run, input, a) => SelectByMember(run, input, a, wanted: true)),
        new("rejectattr", ["attribute", "test", "argument"], 1, (run, input, a) => SelectByMember(run, input, a, wanted: false)),
        new("map", ["filter", "argument", "argument2", "attribute", "default"], 0, Map),
    ];

    private static ListValue Select(Evaluation run, Value input, BoundArguments arguments, bool wanted) =>
        Keep(run, input, item => Holds(run, item, arguments, 0) == wanted);

    private static ListValue SelectByMember(Evaluation run, Value input, BoundArguments arguments, bool wanted) =>
        Keep(run, input, item => Holds(run, SequenceFilters.Member(run, item, arguments.Text(0)), arguments, 1) == wanted);

    private static ListValue Keep(Evaluation run, Value input, Func<Value, bool> keep) =>
        Sequences.List(run, [.. Sequences.Elements(run, input).Where(keep)]);

    private static bool Holds(Evaluation run, Value value, BoundArguments arguments, int test)
    {
        run.Budget.TakeSteps(1);
        if (arguments.TextOrNull(test) is not { } name)
        {
            return value.IsTrue;
        }

        return (Tests.Find(name.Plain) ?? throw run.Fail($"there is no test '{name.Plain}' here"))
            .Call(run, value, arguments.From(test + 1)).IsTrue;
    }

    private static ListValue Map(Evaluation run, Value input, BoundArguments arguments)
    {
        var items = Sequences.Elements(run, input);
        if (arguments.TextOrNull(3) is { } attribute)
        {
            return Sequences.List(run, [.. SequenceFilters.Members(run, items, attribute)
                .Select(member => member is UndefinedValue && arguments.IsGiven(4) ? arguments[4] : member)]);
        }

        var name = arguments.Text(0).Plain;
        var filter = Filters.Find(name) ?? throw run.Fail($"there is no filter '{name}' here");
        return Sequences.List(run, [.. items.Select(item => Apply(run, filter, item, arguments.From(1)))]);
    }

    private static Value Apply(Evaluation run, Builtin filter, Value item, Arguments arguments)
    {
        run.Budget.TakeSteps(1);
        return filter.Call(run, item, arguments);
    }
}
