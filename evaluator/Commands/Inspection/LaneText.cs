using System.Text;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>A stretch of a lane's text.</summary>
internal readonly record struct LaneSpan(string Text, Standing Standing);

/// <summary>
/// A lane as text. Without colours: ⟪10⟫ is a token where reference and side differ, ⟨=41⟩ says that what follows is the reference's
/// text again, from its token 41 on. With colours: the first is reversed, what stands apart is dim.
/// </summary>
internal static class LaneText
{
    private static readonly Style Marked = new(decoration: Decoration.Invert | Decoration.Bold);
    private static readonly Style Left = new(decoration: Decoration.Underline | Decoration.Bold);
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Rejoin = new(foreground: Color.Green);

    public static IEnumerable<LaneSpan> Spans(Lane lane)
    {
        for (var i = 0; i < lane.Tokens.Count; i++)
        {
            var (text, standing) = (lane.Tokens[i].Token.Text, lane.Tokens[i].Standing);
            if (standing is Standing.Diverged or Standing.Left)
            {
                yield return new LaneSpan(lane.Show(i), standing);
                text = text.EndsWith('\n') ? "\n" : "";
                standing = Standing.Together;
            }
            else if (standing == Standing.Rejoined)
            {
                yield return new LaneSpan($"⟨={lane.Tokens[i].ReferenceIndex}⟩", standing);
                standing = Standing.Together;
            }

            yield return new LaneSpan(Printable(text), standing);
        }

        yield return new LaneSpan(Printable(lane.End?.Text ?? ""), Standing.Together);
    }

    /// <summary>Without colours.</summary>
    public static string Plain(Lane lane)
    {
        var text = new StringBuilder();
        foreach (var span in Spans(lane))
        {
            text.Append(span.Standing is Standing.Diverged or Standing.Left ? $"⟪{span.Text}⟫" : span.Text);
        }

        return text.ToString();
    }

    /// <summary>With colours.</summary>
    public static Paragraph Coloured(Lane lane)
    {
        var text = new Paragraph();
        foreach (var span in Spans(lane))
        {
            text.Append(span.Text, span.Standing switch
            {
                Standing.Diverged => Marked,
                Standing.Left => Left,
                Standing.Apart => Dim,
                Standing.Rejoined => Rejoin,
                _ => Style.Plain,
            });
        }

        return text;
    }

    /// <summary>Line ends and other control characters by their names: a text that one sees where it stands.</summary>
    public static string Visible(string text) => Printable(text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal));

    /// <summary>Without control characters, which a terminal would obey.</summary>
    public static string Printable(string text) =>
        text.Any(IsControl) ? string.Concat(text.Select(c => IsControl(c) ? '\uFFFD' : c)) : text;

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
