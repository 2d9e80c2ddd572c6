namespace QuantGrpc.Evaluator.Answers.Latex;

/// <content>Letters: variables, functions without a backslash, units and other words.</content>
internal sealed partial class LatexLexer
{
    private void Letters()
    {
        var end = _at;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
        {
            end++;
        }

        var run = _text[_at..end];
        if (HalfOfDay(run, end) is { } length)
        {
            Emit(LatexTokenKind.Word, $"{char.ToLowerInvariant(run[0])}m");
            _at += length;
            return;
        }

        _at = end;
        var lower = run.ToLowerInvariant();
        if (run.Length > 1 && !IsSubscript && LatexNames.PlainFunctions.TryGetValue(_inText ? lower : run, out var function))
        {
            Emit(function[0] == '\\' ? LatexTokenKind.Command : LatexTokenKind.Symbol, function);
        }
        else if (LatexNames.Numbers.TryGetValue(lower, out var number))
        {
            Emit(LatexTokenKind.Number, number);
        }
        else if (LatexNames.Signs.TryGetValue(lower, out var sign))
        {
            Emit(LatexTokenKind.Symbol, sign);
        }
        else if (_inText ? run.Length > 1 || (AfterNumber && UnitNames.IsLetterUnit(run)) : AfterNumber && UnitNames.IsPlainUnit(run))
        {
            Emit(LatexTokenKind.Word, run);
        }
        else
        {
            Single(run);
        }
    }

    private bool IsSubscript => _tokens.Count > 0 && _tokens[^1].Text == "_";

    private void Single(string run)
    {
        foreach (var letter in run)
        {
            Emit(LatexTokenKind.Letter, letter.ToString());
        }
    }

    // p.m., pm, P.M. after a number.
    private int? HalfOfDay(string run, int end)
    {
        if (!AfterNumber || run[0] is not ('a' or 'p' or 'A' or 'P'))
        {
            return null;
        }

        if (run.Length == 2 && run[1] is 'm' or 'M')
        {
            return 2;
        }

        var rest = _text.AsSpan(end);
        var spaces = rest.StartsWith(". ") ? 2 : 1;
        return run.Length == 1 && rest.Length > spaces && rest[0] == '.' && rest[spaces] is 'm' or 'M' ? spaces + 2 : null;
    }
}
