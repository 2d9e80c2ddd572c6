using System.Globalization;
using QuantGrpc.Evaluator.Generation;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>How a token view is written: coloured as tokens stream on a terminal, a plain line a step elsewhere, JSON for programs.</summary>
internal abstract class TokenWriter
{
    public abstract void Begin(ServedVariant variant);

    /// <param name="stream">Holds the token already.</param>
    /// <param name="token">The newest.</param>
    /// <param name="parts">Whether it is the first that differs from the reference's.</param>
    public abstract void Write(InspectedStream stream, TokenGenerated token, bool parts);

    public abstract void End(InspectedStream stream, GenerationEnded ended);

    /// <summary>Both sides of a parting, in words.</summary>
    protected static string PartingLine(InspectedStream stream)
    {
        var at = stream.PartsAt ?? throw new InvalidOperationException("the two do not part");
        var own = stream.Tokens[at];
        var other = stream.ReferenceToken;
        var theirs = other is null ? "the reference had ended" : $"the reference took {Quote(other.Piece)} ({Share(other.Logprob)})";
        return $"parts at token {at}: {theirs}, {stream.Variant} took {Quote(own.Piece)} ({Share(own.Logprob)}"
            + $"{(other is null ? "" : $", {Quote(other.Piece)} {ShareOf(own, other.Id)}")})";
    }

    protected static string Quote(string piece) => $"\"{piece.Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    protected static string Share(double? logprob) =>
        logprob is { } value ? Math.Exp(value).ToString("P0", CultureInfo.InvariantCulture) : "?";

    private static string ShareOf(TokenGenerated token, uint id) =>
        token.Alternatives.FirstOrDefault(a => a.Id == id) is { } alternative ? Share(alternative.Logprob) : "not among its first choices";
}

/// <summary>Colours on a terminal.</summary>
internal sealed class ColouredTokenWriter(IAnsiConsole console, TokenMeasure measure, int alternatives) : TokenWriter
{
    private static readonly Style Parting = new(foreground: Color.White, background: Color.DarkRed, decoration: Decoration.Bold);

    public override void Begin(ServedVariant variant)
    {
        console.MarkupLineInterpolated($"[bold]{variant.Id}[/]  {variant.Wakv}  {variant.BitsPerWeight:0.00} bits/weight");
    }

    public override void Write(InspectedStream stream, TokenGenerated token, bool parts)
    {
        var piece = token.Text.Length > 0 || token.Piece.Length > 0 ? token.Piece : "";
        console.Write(new Text(piece, parts ? Parting : TokenColouring.StyleOf(token, measure)));
        if (alternatives > 0 && (parts || token.Rank > 1))
        {
            var shown = token.Alternatives.Take(alternatives).Select(a => $"{Quote(a.Piece)} {Share(a.Logprob)}");
            console.MarkupInterpolated($"[grey]⟨{string.Join(' ', shown)}⟩[/]");
        }
    }

    public override void End(InspectedStream stream, GenerationEnded ended)
    {
        console.WriteLine();
        if (stream.PartsAt is not null)
        {
            console.MarkupLineInterpolated($"[red]{PartingLine(stream)}[/]");
        }

        console.MarkupLineInterpolated(
            $"[grey]{stream.Tokens.Count} tokens, {ended.Stop}, logprob {stream.Tokens.Sum(t => t.Logprob ?? 0):0.00}, least margin {stream.Tokens.Min(t => t.Margin ?? 0):0.00}[/]");
        console.WriteLine();
    }
}

/// <summary>A line a step, no colours: the parting token stands in brackets.</summary>
internal sealed class PlainTokenWriter(TextWriter output, TokenMeasure measure) : TokenWriter
{
    private readonly System.Text.StringBuilder _line = new();
    private double? _least;

    public override void Begin(ServedVariant variant) =>
        output.WriteLine($"{variant.Id}  {variant.Wakv}  {variant.BitsPerWeight:0.00} bits/weight");

    public override void Write(InspectedStream stream, TokenGenerated token, bool parts)
    {
        var sureness = measure switch
        {
            TokenMeasure.Margin => token.Margin,
            TokenMeasure.Entropy => -token.Entropy,
            _ => token.Logprob,
        };
        _least = _least is { } least && sureness is { } value ? Math.Min(least, value) : sureness ?? _least;
        var piece = token.Piece.TrimEnd('\n');
        _line.Append(parts ? $"[[{piece}]]" : piece);
        if (token.Piece.EndsWith('\n'))
        {
            EndLine();
        }
    }

    public override void End(InspectedStream stream, GenerationEnded ended)
    {
        if (_line.Length > 0)
        {
            EndLine();
        }

        if (stream.PartsAt is not null)
        {
            output.WriteLine($"  {PartingLine(stream)}");
        }

        output.WriteLine($"  {stream.Tokens.Count} tokens, {ended.Stop}, logprob {stream.Tokens.Sum(t => t.Logprob ?? 0):0.00}");
        output.WriteLine();
    }

    private void EndLine()
    {
        var figure = measure == TokenMeasure.Margin ? $"least margin {_least:0.00}"
            : measure == TokenMeasure.Entropy ? $"most entropy {-_least:0.00}" : $"most surprise {-_least:0.00}";
        output.WriteLine($"  {_line,-64}  {figure}");
        _line.Clear();
        _least = null;
    }
}
