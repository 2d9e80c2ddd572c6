using System.Text;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Collects a grammar's rules; equal ones are written once.</summary>
internal sealed class RuleWriter
{
    /// <summary>The longest grammar, in characters.</summary>
    public const int MaxLength = 512 * 1024;

    /// <summary>The space that is allowed in JSON: one after ':' and ',', which a model may leave out.</summary>
    private static readonly string[] Json =
    [
        "comma ::= \",\" \" \"?",
        "colon ::= \":\" \" \"?",
        "hex ::= [0-9a-fA-F]",
        "unicode ::= [0-9a-cA-CefEF] hex{3} | [dD] [0-7] hex{2} | [dD] [89abAB] hex{2} \"\\\\u\" [dD] [c-fC-F] hex{2}",
        "plain ::= [^\"\\\\\\x00-\\x1F]",
        "char ::= plain | \"\\\\\" ([\"\\\\/bfnrt] | \"u\" unicode)",
        "string ::= \"\\\"\" char* \"\\\"\"",
        "integer ::= \"0\" | \"-\"? [1-9] [0-9]{0,17}",
        "number ::= \"-\"? (\"0\" | [1-9] [0-9]{0,15}) (\".\" [0-9]{1,16})? ([eE] [-+]? [0-9]{1,2})?",
        "pair ::= string colon value",
        "object ::= \"{\" (pair (comma pair)*)? \"}\"",
        "array ::= \"[\" (value (comma value)*)? \"]\"",
        "value ::= object | array | string | number | \"true\" | \"false\" | \"null\"",
    ];

    private readonly Dictionary<string, string> _names = [];
    private readonly StringBuilder _text = new(string.Join('\n', Json) + "\n");

    /// <summary>The name of a rule with this body.</summary>
    public string Rule(string body)
    {
        if (!_names.TryGetValue(body, out var name))
        {
            name = $"r{_names.Count + 1}";
            _names.Add(body, name);
            Define(name, body);
        }

        return name;
    }

    public void Define(string name, string body)
    {
        if (_text.Length + body.Length > MaxLength)
        {
            throw new GrammarException($"JSON schema at #: its grammar is longer than {MaxLength} characters");
        }

        _text.Append(name).Append(" ::= ").Append(body).Append('\n');
    }

    public override string ToString() => _text.ToString();
}
