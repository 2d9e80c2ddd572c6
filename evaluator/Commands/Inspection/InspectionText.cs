using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>Writes lanes for readers: coloured where the console can, else with marks, one line a line of text.</summary>
internal sealed class InspectionText(IAnsiConsole console, TextWriter output)
{
    private const int Indent = 2;
    private const int NameWidth = 18;

    /// <summary>Colours and progress are shown.</summary>
    public bool IsColoured { get; } = console.Profile.Out.IsTerminal && console.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };

    public void Line(string line = "")
    {
        if (IsColoured)
        {
            console.WriteLine(line);
        }
        else
        {
            output.WriteLine(line);
        }
    }

    public void Heading(string heading)
    {
        if (IsColoured)
        {
            console.MarkupLineInterpolated($"[bold]{heading}[/]");
        }
        else
        {
            output.WriteLine(heading);
        }
    }

    public void Note(string note)
    {
        if (IsColoured)
        {
            console.MarkupLineInterpolated($"[dim]{note}[/]");
        }
        else
        {
            output.WriteLine(note);
        }
    }

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

    public void Facts(IEnumerable<LaneFact> facts)
    {
        foreach (var fact in facts)
        {
            var name = fact.Name.PadRight(NameWidth);
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

    /// <summary>Does work under a line that says how far it is, where there is a terminal.</summary>
    public Task WithProgressAsync(string begin, Func<Action<string>, Task> work) => IsColoured
        ? console.Status().StartAsync(Markup.Escape(begin), context => work(line => context.Status = Markup.Escape(line)))
        : work(static _ => { });
}
