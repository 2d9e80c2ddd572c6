using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Filters whose input is a text, or a value that is taken as the text it prints.</summary>
internal static class TextFilters
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("trim", ["chars"], 0, (run, input, a) => TextOperations.Trim(run, Printing.TextOf(run, input), a.TextOrNull(0))),
        new("upper", (run, input, _) => TextOperations.Map(run, Printing.TextOf(run, input), char.ToUpperInvariant)),
        new("lower", (run, input, _) => TextOperations.Map(run, Printing.TextOf(run, input), char.ToLowerInvariant)),
        new("capitalize", (run, input, _) => TextOperations.Capitalize(run, Printing.TextOf(run, input))),
        new("title", (run, input, _) => TextOperations.Title(run, Printing.TextOf(run, input))),
        new("string", (run, input, _) => Printing.TextOf(run, input)),
        new("safe", (run, input, _) => Printing.TextOf(run, input)),
        new("replace", ["old", "new", "count"], 2, (run, input, a) =>
            TextOperations.Replace(run, Printing.TextOf(run, input), a.Text(0), a.Text(1), a.IntegerOrNull(2))),
        new("indent", ["width", "first", "blank"], 0, (run, input, a) =>
            Splitting.Indent(run, Printing.TextOf(run, input), Margin(a), a.Flag(1), a.Flag(2))),
        new("tojson", ["ensure_ascii", "indent"], 0, (run, input, a) =>
            a.Flag(0) ? throw a.Wrong(0, "false") : Json.Of(run, input, a.IntegerOrNull(1))),
    ];

    private static TextValue Margin(BoundArguments arguments) =>
        arguments[0] is TextValue text ? text
        : (arguments.IntegerOrNull(0) ?? 4) is var width and >= 0 and <= 64 ? TextValue.OfTemplate(new string(' ', (int)width))
        : throw arguments.Wrong(0, "0 to 64");
}
