using System.Buffers;

namespace QuantGrpc.Evaluator.Answers.Latex;

/// <summary>Cuts an answer into tokens of one spelling, without layout.</summary>
internal sealed partial class LatexLexer
{
    private const int MostTokens = 3000;
    private const int MostBoxes = 4;

    private static readonly SearchValues<char> Superscripts = SearchValues.Create("²³");

    private readonly List<LatexToken> _tokens = [];
    private readonly string _text;
    private readonly bool _inText;
    private int _at;
    private int _depth;
    private int _level;
    private bool _spaced;

    private LatexLexer(string text, bool inText)
    {
        _text = text;
        _inText = inText;
    }

    private char Now => _at < _text.Length ? _text[_at] : '\0';

    /// <exception cref="UngradableException">Too long to be an answer.</exception>
    public static List<LatexToken> Read(string text)
    {
        var lexer = new LatexLexer(Unescaped(text.Trim().Trim('*', '`')), inText: false);
        lexer.All();
        lexer.Emit(LatexTokenKind.End, "");
        return lexer._tokens;
    }

    // Text that was escaped once too often: \\frac is no line break.
    private static string Unescaped(string text)
    {
        foreach (var name in (string[])["frac", "dfrac", "tfrac", "sqrt", "begin", "left", "text", "pi", "boxed"])
        {
            var at = text.IndexOf($"\\\\{name}", StringComparison.Ordinal);
            if (at >= 0 && (at == 0 || text[at - 1] != '\\'))
            {
                return text.Replace("\\\\", "\\", StringComparison.Ordinal);
            }
        }

        return text;
    }

    private void All()
    {
        while (_at < _text.Length)
        {
            switch (Now)
            {
                case '\\':
                    Command();
                    break;
                case '$' or '~' or '`' or '£' or '€' or '\u200B' or '\uFEFF':
                case var space when char.IsWhiteSpace(space):
                    _at++;
                    _spaced = true;
                    break;
                case >= '0' and <= '9':
                    Number();
                    break;
                case '.':
                    Point();
                    break;
                case var letter when char.IsAsciiLetter(letter):
                    Letters();
                    break;
                default:
                    Symbol();
                    break;
            }
        }
    }

    private void Emit(LatexTokenKind kind, string text)
    {
        if (_tokens.Count >= MostTokens)
        {
            throw new Algebra.UngradableException($"an answer of more than {MostTokens} tokens");
        }

        _tokens.Add(new LatexToken(kind, text, _spaced));
        _spaced = false;
    }

    private void Command()
    {
        var end = _at + 1;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
        {
            end++;
        }

        end = end == _at + 1 ? Math.Min(end + 1, _text.Length) : end;
        var name = _text[_at..end];
        _at = end;
        if (name.StartsWith("\\quad", StringComparison.Ordinal) && name.Length > 5)
        {
            _at -= name.Length - 5; // \quadx
            name = "\\quad";
        }

        if (LatexNames.Ignored.Contains(name) || name is "\\ " or "\\" || (name.Length == 2 && char.IsWhiteSpace(name[1])))
        {
            _spaced |= name != "\\!" && name[^1] != 't';
            _at += Now == '.' && name is "\\left" or "\\right" ? 1 : 0;
        }
        else if (LatexNames.Text.Contains(name))
        {
            TextGroup();
        }
        else if (name is "\\boxed" or "\\fbox")
        {
            Unboxed();
        }
        else
        {
            Named(name);
        }
    }

    private void Named(string name)
    {
        if (LatexNames.Greek.Contains(name[1..]))
        {
            Emit(LatexTokenKind.Letter, name[1..]);
            return;
        }

        var spelling = LatexNames.Spellings.GetValueOrDefault(name, name);
        _depth += spelling == "\\{" ? 1 : spelling == "\\}" ? -1 : 0;
        if (spelling is "\\begin" or "\\end" && GroupText() is { } environment)
        {
            Emit(LatexTokenKind.Command, $"{spelling} {(environment.TrimEnd('*') is "pmatrix" or "bmatrix" or "matrix" or "smallmatrix" or "Bmatrix" ? "matrix" : environment)}");
            return;
        }

        Emit(spelling[0] == '\\' ? LatexTokenKind.Command : LatexTokenKind.Symbol, spelling);
    }
}
