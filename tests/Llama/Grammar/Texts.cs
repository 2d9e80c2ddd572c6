using System.Text;
using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Tests.Llama.Grammar;

/// <summary>Whole texts against grammars.</summary>
internal static class Texts
{
    public static bool Matches(this Gbnf grammar, string text)
    {
        var matcher = new GrammarMatcher(grammar);
        return matcher.TryAccept(Encoding.UTF8.GetBytes(text)) && matcher.IsComplete;
    }

    public static bool Begins(this Gbnf grammar, string text) => new GrammarMatcher(grammar).Accepts(Encoding.UTF8.GetBytes(text));

    public static string Refusal(string source) => Should.Throw<GrammarException>(() => Gbnf.Parse(source)).Message;
}
