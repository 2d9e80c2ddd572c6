namespace QuantGrpc.Evaluator.Answers.Latex;

/// <content>What stands within the braces of text and boxes.</content>
internal sealed partial class LatexLexer
{
    // Text is read by the same rules but for words.
    private void TextGroup()
    {
        while (Now == ' ')
        {
            _at++;
        }

        if (!_inText && GroupText() is { } content)
        {
            Inner(new LatexLexer(content, inText: true));
        }
    }

    private void Unboxed()
    {
        if (_level < MostBoxes && GroupText() is { } content)
        {
            Inner(new LatexLexer(content, _inText) { _level = _level + 1 });
        }
    }

    private void Inner(LatexLexer inner)
    {
        inner._tokens.AddRange(_tokens.Count > 0 ? [_tokens[^1]] : []);
        inner._spaced = _spaced;
        var known = inner._tokens.Count;
        inner.All();
        foreach (var token in inner._tokens.Skip(known))
        {
            _spaced = token.Spaced;
            Emit(token.Kind, token.Text);
        }

        _spaced = inner._spaced;
    }

    // What stands between braces, without them.
    private string? GroupText()
    {
        if (Now != '{')
        {
            return null;
        }

        var depth = 0;
        for (var i = _at; i < _text.Length; i++)
        {
            depth += _text[i] == '{' ? 1 : _text[i] == '}' ? -1 : 0;
            if (depth == 0)
            {
                var content = _text[(_at + 1)..i];
                _at = i + 1;
                return content;
            }
        }

        throw new Algebra.UngradableException("a brace that is not closed");
    }
}
