using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>Writes lanes for readers: coloured where the console can, else with marks, one line a line of text.</summary>
internal sealed class InspectionText(IAnsiConsole console, TextWriter output)
{
    private const int Indent = 2;
    private const int LeastNameWidth = 18;

    /// <summary>Colours are shown.</summary>
    public bool IsColoured { get; } = StatusLine.IsTerminal(console) && console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;

    public void Line() => Styled("", Decoration.None);

    public void Heading(string heading) => Styled(heading, Decoration.Bold);

    public void Problem(string problem)
    {
        Styled(problem, Decoration.Italic);
        Line();
    }

    public void Note(string note) => Styled(note, Decoration.Dim);

    /// <param name="coloured">For a terminal.</param>
    /// <param name="plain">For elsewhere.</param>
    public void Text(Func<Paragraph> coloured, Func<string> plain)
    {
        if (IsColoured)
        {
            console.Write(new Padder(coloured(), new Padding(Indent, 0, 0, 0)));
            return;
        }

        foreach (var line in plain().TrimEnd('\n').Split('\n'))
        {
            output.WriteLine($"{new string(' ', Indent)}{line}");
        }
    }

    public void Facts(IReadOnlyList<LaneFact> facts)
    {
        var width = Math.Max(LeastNameWidth, facts.Max(f => f.Name.Length) + 2);
        foreach (var fact in facts)
        {
            var name = fact.Name.PadRight(width);
            if (IsColoured)
            {
                console.Write(new Padder(
                    new Paragraph(name, new Style(decoration: Decoration.Dim)).Append(LaneText.Printable(fact.Value), new Style(foreground: fact.Colour)),
                    new Padding(Indent, 0, 0, 0)));
            }
            else
            {
                output.WriteLine($"{new string(' ', Indent)}{name}{LaneText.Printable(fact.Value)}");
            }
        }
    }

    private void Styled(string line, Decoration decoration)
    {
        if (IsColoured)
        {
            console.WriteLine(line, new Style(decoration: decoration));
        }
        else
        {
            output.WriteLine(line);
        }
    }
}
