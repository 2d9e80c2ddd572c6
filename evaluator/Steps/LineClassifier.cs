namespace QuantGrpc.Evaluator.Steps;

/// <summary>Says what one line is, looking at nothing but that line; linear in its length.</summary>
internal static class LineClassifier
{
    private const int LongestHeading = 160;

    public static Line Classify(ReadOnlySpan<char> line)
    {
        var indent = line.Length - line.TrimStart().Length;
        var body = line[indent..].TrimEnd();
        if (body.IsEmpty)
        {
            return new Line { Kind = LineKind.Blank };
        }
        var found = Marker(body, indent);
        return found with { Content = found.Content + indent, Indented = indent >= 2 };
    }

    private static Line Marker(ReadOnlySpan<char> body, int indent)
    {
        if (StepLabel(body) is { } label)
        {
            return label;
        }
        if (IsRule(body))
        {
            return new Line { Kind = LineKind.Rule };
        }
        if (AnswerPhrase.IsMarked(body))
        {
            return new Line { Kind = LineKind.AnswerMark };
        }
        if (AnswerPhrase.Opens(body))
        {
            return new Line { Kind = LineKind.Answer, AwaitsBody = AnswerPhrase.Content(body).IsEmpty };
        }
        if (HeadingMarks(body) is var marks and > 0)
        {
            return new Line { Kind = LineKind.Heading, Content = marks, AwaitsBody = true };
        }
        if (IsBoldLine(body))
        {
            return new Line { Kind = LineKind.Heading, AwaitsBody = true };
        }
        return indent >= 2 ? new Line { Kind = LineKind.Text } : ListMarker(body);
    }

    private static Line? StepLabel(ReadOnlySpan<char> body)
    {
        var at = HeadingMarks(body);
        var format = at > 0 ? StepFormat.HeadingSteps : StepFormat.StepLabels;
        var bold = body[at..].StartsWith("**");
        if (bold)
        {
            at += 2;
            format = format == StepFormat.HeadingSteps ? format : StepFormat.BoldSteps;
        }
        if (!body[at..].StartsWith("step ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        at += 5;
        var digits = Digits(body[at..]);
        if (digits is 0 or > 4)
        {
            return null;
        }
        var number = int.Parse(body.Slice(at, digits));
        var end = LabelEnd(body, at + digits, ref bold);
        if (end is not { } content)
        {
            return null;
        }
        var empty = content == body.Length;
        return new Line { Kind = LineKind.StepLabel, Content = content, Number = number, Label = format, BoldOpen = bold, AwaitsBody = empty };
    }

    /// <summary>The offset behind the label's colon, stop, dash or bold marks; null where the words go on ("Step 2 gives ...").</summary>
    private static int? LabelEnd(ReadOnlySpan<char> body, int at, ref bool bold)
    {
        var marked = false;
        while (at < body.Length)
        {
            if (bold && body[at..].StartsWith("**"))
            {
                (bold, marked, at) = (false, true, at + 2);
            }
            else if (body[at] is ':' or '.' or ')' or '-' or '–' or '—' && !(marked && body[at] == '-'))
            {
                (marked, at) = (true, at + 1);
            }
            else if (body[at] == ' ')
            {
                at++;
            }
            else
            {
                return marked ? at : null;
            }
        }
        return at;
    }

    private static Line ListMarker(ReadOnlySpan<char> body)
    {
        if (body.Length > 1 && body[0] is '-' or '*' or '+' or '•' && body[1] == ' ')
        {
            return new Line { Kind = LineKind.Bullet, Content = 2 };
        }
        var bold = body.StartsWith("**");
        var at = bold ? 2 : 0;
        var digits = Digits(body[at..]);
        var end = at + digits;
        if (digits is 0 or > 3 || end >= body.Length || body[end] is not ('.' or ')'))
        {
            return new Line { Kind = LineKind.Text };
        }
        var content = end + 1;
        if (bold && body[content..].StartsWith("**"))
        {
            (bold, content) = (false, content + 2);
        }
        if (content < body.Length && body[content] != ' ')
        {
            return new Line { Kind = LineKind.Text };
        }
        return new Line { Kind = LineKind.NumberedItem, Content = content, Number = int.Parse(body.Slice(at, digits)), BoldOpen = bold };
    }

    private static int HeadingMarks(ReadOnlySpan<char> body)
    {
        var marks = body.IndexOfAnyExcept('#');
        return marks is > 0 and <= 6 && body[marks] == ' ' ? marks + 1 : 0;
    }

    private static bool IsBoldLine(ReadOnlySpan<char> body)
    {
        var text = body.TrimEnd(':');
        return text.Length is > 4 and < LongestHeading && text.StartsWith("**") && text.EndsWith("**")
            && text[2..^2].IndexOf("**") < 0 && text.IndexOf("boxed") < 0;
    }

    private static bool IsRule(ReadOnlySpan<char> body) =>
        body.Length >= 3 && body[0] is '-' or '*' or '_' or '=' && body.IndexOfAnyExcept(body[0]) < 0;

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
