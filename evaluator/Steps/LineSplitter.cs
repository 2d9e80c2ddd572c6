namespace QuantGrpc.Evaluator.Steps;

/// <summary>Splits a lone paragraph into its lines, as GSM8K's solutions are written: one step a line.</summary>
internal static class LineSplitter
{
    public static List<Block> Split(Block paragraph, ReadOnlySpan<char> raw)
    {
        var blocks = new List<Block>();
        var enclosures = new Enclosures();
        for (var start = paragraph.Content; start < paragraph.End;)
        {
            var length = raw[start..paragraph.End].IndexOf('\n');
            var end = length < 0 ? paragraph.End : start + length;
            var text = raw[start..end].TrimEnd('\r');
            var line = LineClassifier.Classify(text);
            if (blocks.Count > 0 && (enclosures.IsOpen || Continues(line, text, raw[..blocks[^1].End])))
            {
                blocks[^1].End = start + text.Length;
            }
            else
            {
                blocks.Add(new Block
                {
                    Kind = line.Kind is LineKind.Answer ? BlockKind.Answer : BlockKind.Paragraph,
                    Start = start + line.Content,
                    Content = start + line.Content,
                    End = start + text.Length,
                    First = line,
                });
            }
            enclosures.Observe(text);
            start = end + 1;
        }
        return blocks;
    }

    private static bool Continues(Line line, ReadOnlySpan<char> text, ReadOnlySpan<char> before)
    {
        var content = text[line.Content..];
        return line.Kind is LineKind.Blank or LineKind.Bullet or LineKind.Rule || line.Indented || before.TrimEnd().EndsWith(":")
            || char.IsAsciiLetterLower(content[0]) || content.StartsWith("\\[") || content.StartsWith("$$") || content.StartsWith("\\begin{");
    }
}
