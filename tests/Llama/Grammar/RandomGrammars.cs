using CsCheck;
using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Tests.Llama.Grammar;

/// <summary>Small grammars over the letters a to d; some are refused.</summary>
internal static class RandomGrammars
{
    private static readonly string[] Names = ["root", "x", "y"];

    private static readonly Gen<string> Item = Gen.Select(
        One("\"a\"", "\"b\"", "\"ab\"", "\"cab\"", "[ab]", "[^c]", "[b-d]", "x", "y", "root", "(\"a\" | x)", "(\"b\" \"c\" | \"b\" y)"),
        One("", "", "", "?", "*", "+", "{2}", "{1,3}", "{0,2}"),
        (item, repetition) => item + repetition);

    // A character first, so that few are left-recursive.
    private static readonly Gen<string> Alternative = Gen.Select(
        One("\"a\"", "\"b\"", "[ab]", "\"cab\"+", "[^c]", "x"), Item.Array[0, 2], (first, items) => string.Join(' ', items.Prepend(first)));

    private static readonly Gen<string> Alternatives = Alternative.Array[1, 3].Select(a => string.Join(" | ", a));

    public static Gen<string> Source { get; } =
        Alternatives.Array[3].Select(rules => string.Join('\n', Names.Zip(rules, (name, rule) => $"{name} ::= {rule} | \"d\"")));

    public static Gen<string> One(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    /// <summary>Whether something holds for a matcher of a grammar; grammars that are refused or too ambiguous say nothing against it.</summary>
    public static bool Hold(string source, Func<GrammarMatcher, bool> something)
    {
        try
        {
            return something(new GrammarMatcher(Gbnf.Parse(source)));
        }
        catch (GrammarException)
        {
            return true;
        }
    }
}
