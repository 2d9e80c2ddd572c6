namespace QuantGrpc.Evaluator.Steps;

internal enum BlockKind
{
    Paragraph,
    Label,
    Heading,
    Item,
    Bullet,
    Answer,
}

/// <summary>Consecutive lines that belong together; grows while lines or whole blocks are attached. Offsets are of the raw text.</summary>
internal sealed class Block
{
    public required BlockKind Kind { get; init; }

    public required int Start { get; init; }

    /// <summary>Where the text begins behind label, number or bullet.</summary>
    public required int Content { get; init; }

    public required int End { get; set; }

    public required Line First { get; init; }

    /// <summary>Every line so far stands in display mathematics: such a block never stands for itself.</summary>
    public bool MathOnly { get; set; }

    /// <summary>Still nothing but a heading or an announcement.</summary>
    public bool AwaitsBody { get; set; }

    /// <summary>The block's words, as the reader gets them.</summary>
    public string Text(ReadOnlySpan<char> raw)
    {
        var text = raw[Content..End].Trim().ToString().Replace("\r\n", "\n");
        if (First.BoldOpen && text.IndexOf("**") is var bold and >= 0)
        {
            text = text.Remove(bold, 2).Trim();
        }
        return text;
    }
}
