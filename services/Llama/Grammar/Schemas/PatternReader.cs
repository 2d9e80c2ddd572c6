using System.Globalization;
using System.Text;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>
/// Turns a regular expression of ECMAScript into an expression over the content of a JSON string. Characters that the pattern
/// names are written in one way; what stands outside an open pattern takes every escape.
/// </summary>
internal sealed class PatternReader
{
    private const int MaxLength = 1024;
    private const int MaxNesting = 32;
    private const int MaxRepetitions = 10_000;

    private readonly PatternText _text;
    private int _nesting;

    public PatternReader(string pattern, SchemaPlace keyword)
    {
        _text = new PatternText(pattern, keyword);
        if (pattern.Length > MaxLength)
        {
            throw keyword.Refuse($"a pattern of {pattern.Length} characters, {MaxLength} are allowed");
        }
    }

    public string Read()
    {
        var alternatives = new List<string>();
        do
        {
            var open = _text.TryTake("^") ? string.Empty : "char* ";
            var sequence = TakeSequence();
            alternatives.Add($"{open}{sequence}{(_text.TryTake("$") ? string.Empty : " char*")}");
        }
        while (_text.TryTake("|"));
        return _text.AtEnd ? $"({string.Join(" | ", alternatives)})" : throw _text.Refuse("')' without a group");
    }

    private string TakeSequence()
    {
        var sequence = new StringBuilder("\"\"");
        while (!_text.AtEnd && !_text.Is("|") && !_text.Is(")"))
        {
            if (_text.Is("$") || _text.Is("^"))
            {
                return _nesting == 0 && _text.Is("$") && _text.IsLastOfAlternative ? sequence.ToString()
                    : throw _text.Refuse("an anchor is supported at the beginning and the end of the pattern or its alternatives only");
            }

            sequence.Append(' ').Append(TakeAtom()).Append(TakeQuantifier());
        }

        return sequence.ToString();
    }

    private string TakeAtom()
    {
        if (_text.TryTake("("))
        {
            return TakeGroup();
        }

        if (_text.TryTake("["))
        {
            return PatternSets.Expression(PatternSets.TakeClass(_text));
        }

        return _text.TryTake(".") ? PatternSets.Expression(PatternSets.Dot) : PatternSets.Expression(PatternSets.TakeCharacter(_text));
    }

    private string TakeGroup()
    {
        if (_text.Is("?=") || _text.Is("?!") || _text.Is("?<=") || _text.Is("?<!"))
        {
            throw _text.Refuse("look-around is not supported");
        }

        if (_text.TryTake("?<"))
        {
            _text.TakeThrough('>');
        }
        else if (!_text.TryTake("?:") && _text.Is("?"))
        {
            throw _text.Refuse("groups begin with '(', '(?:' or '(?<name>'");
        }

        if (_nesting == MaxNesting)
        {
            throw _text.Refuse($"groups nest deeper than {MaxNesting}");
        }

        _nesting++;
        var alternatives = new List<string> { TakeSequence() };
        while (_text.TryTake("|"))
        {
            alternatives.Add(TakeSequence());
        }

        _nesting--;
        return _text.TryTake(")") ? $"({string.Join(" | ", alternatives)})" : throw _text.Refuse("a group is not closed");
    }

    // A lazy quantifier allows the same texts.
    private string TakeQuantifier()
    {
        var quantifier = _text.TryTake("*") ? "*" : _text.TryTake("+") ? "+" : _text.TryTake("?") ? "?" : _text.TryTake("{") ? TakeBounds() : null;
        if (quantifier is not null)
        {
            _text.TryTake("?");
        }

        return quantifier ?? string.Empty;
    }

    private string TakeBounds()
    {
        var bounds = _text.TakeThrough('}').Split(',');
        var least = Number(bounds[0]);
        int? most = bounds is [_, ""] ? null : Number(bounds[^1]);
        return bounds.Length <= 2 && !(most < least)
            ? $"{{{least},{most}}}"
            : throw _text.Refuse("a quantifier is {n}, {n,} or {n,m} with n not above m");
    }

    private int Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxRepetitions
            ? number
            : throw _text.Refuse($"a quantifier counts from 0 to {MaxRepetitions}");
}
