using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Tests.Llama.Grammar;

public sealed class SchemaPatternTests
{
    private static readonly string[] Samples =
    [
        "", "a", "b", "ab", "aab", "abc", "xabx", "a1", "12", "-5", "A_z", " a", "a b", "\n", "\t", "a\"b", "a\\b", "é", "😀", "a😀", "\u0001", "$", "aaa", "[", "}",
    ];

    [Theory]
    [InlineData("^a+b?$")]
    [InlineData("a")]
    [InlineData("^a")]
    [InlineData("b$")]
    [InlineData("^a|b$")]
    [InlineData("^(a|b)*$")]
    [InlineData("^(?:a|(?<n>b))+?$")]
    [InlineData("^[a-c]{2,3}$")]
    [InlineData("^\\d+$|^-\\d$")]
    [InlineData("^\\w*$")]
    [InlineData("^\\W$")]
    [InlineData("\\s")]
    [InlineData("^[^\\s]*$")]
    [InlineData("^\\S\\D$")]
    [InlineData("^.$")]
    [InlineData("^[\\s\\S]{2}$")]
    [InlineData("^[^a]$")]
    [InlineData("^[\\w-]+$")]
    [InlineData("^a[\"\\\\]b$")]
    [InlineData("^\\$$|^\\[$|}")]
    [InlineData("^\\u{1F600}$")]
    [InlineData("^\\ud83d\\ude00$")]
    [InlineData("^[\\u0000-\\x1f]$")]
    [InlineData("")]
    [InlineData("^$")]
    [InlineData("^()$")]
    public void A_pattern_matches_what_the_regular_expression_matches(string pattern)
    {
        var grammar = Of(pattern);
        var regex = new Regex(pattern.Replace("\\u{1F600}", "\\ud83d\\ude00").Replace("$", "\\z").Replace("\\\\z", "\\$"),
            RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));

        Samples.Where(t => !t.Contains("😀")).ShouldAllBe(text => grammar.Matches(Json(text)) == regex.IsMatch(text));
    }

    [Theory]
    [InlineData("^.$", "😀", true)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^\\u{1F600}$", "😀", true)]
    [InlineData("^\\ud83d\\ude00$", "😀", true)]
    [InlineData("^[😀-😏]$", "😃", true)]
    [InlineData("^..$", "😀", false)]
    public void A_character_beyond_the_first_plane_is_one(string pattern, string text, bool matches) =>
        Of(pattern).Matches(Json(text)).ShouldBe(matches);

    [Theory]
    [InlineData("(?=a)", "look-around")]
    [InlineData("(?<!a)", "look-around")]
    [InlineData("(a)\\1", "back references")]
    [InlineData("\\k<n>", "back references")]
    [InlineData("\\p{L}", "unicode properties")]
    [InlineData("\\bword", "word boundaries")]
    [InlineData("a^b", "an anchor")]
    [InlineData("(^a)", "an anchor")]
    [InlineData("a$b", "an anchor")]
    [InlineData("a**", "a quantifier with nothing before it")]
    [InlineData("{2}", "a quantifier with nothing before it")]
    [InlineData("a{2,1}", "a quantifier is {n}")]
    [InlineData("a{,2}", "a quantifier counts from")]
    [InlineData("a{99999}", "a quantifier counts from")]
    [InlineData("(a", "a group is not closed")]
    [InlineData("a)", "')' without a group")]
    [InlineData("[a", "ends too early")]
    [InlineData("[]", "no character is in the class")]
    [InlineData("[z-a]", "a range goes from one character up")]
    [InlineData("[\\d-x]", "a range goes from one character up")]
    [InlineData("\\", "ends too early")]
    [InlineData("\\q", "the escape '\\q' is not supported")]
    [InlineData("\\ud800", "U+D800 is no character")]
    [InlineData("(?i)a", "groups begin with")]
    public void What_a_grammar_cannot_say_is_refused_by_name(string pattern, string reason) =>
        Should.Throw<GrammarException>(() => Of(pattern)).Message.ShouldContain(reason);

    [Fact]
    public void Ranges_of_integers_are_exact() =>
        Gen.Select(Gen.Int[-1200, 1200], Gen.Int[0, 1500], Gen.Int[-3000, 3000].Array[20]).Sample((low, length, values) =>
        {
            var grammar = Gbnf.Parse(JsonSchemaGrammar.ToGbnf($"{{\"type\":\"integer\",\"minimum\":{low},\"exclusiveMaximum\":{low + length + 1}}}"));
            return values.Append(low).Append(low + length).Append(low - 1).Append(low + length + 1).Append(0)
                .All(v => grammar.Matches($"{v}") == (v >= low && v <= low + length));
        });

    [Theory]
    [InlineData("\"minimum\":1.5", "2~999999999999999999", "1~0~-2")]
    [InlineData("\"exclusiveMaximum\":-1.5", "-2~-999999999999999999", "-1~0~2")]
    [InlineData("\"minimum\":1e3,\"maximum\":1000.0", "1000", "999~1001")]
    [InlineData("\"minimum\":0", "0~7", "-0~-1~00")]
    public void Bounds_of_integers_may_be_any_numbers(string bounds, string matching, string others)
    {
        var grammar = Gbnf.Parse(JsonSchemaGrammar.ToGbnf($"{{\"type\":\"integer\",{bounds}}}"));

        matching.Split('~').ShouldAllBe(text => grammar.Matches(text));
        others.Split('~').ShouldAllBe(text => !grammar.Matches(text));
    }

    private static Gbnf Of(string pattern) => Gbnf.Parse(JsonSchemaGrammar.ToGbnf(JsonSerializer.Serialize(new { type = "string", pattern })));

    // Escapes what JSON must escape, in the short form where there is one.
    private static string Json(string text) => "\"" + string.Concat(text.Select(c => c switch
    {
        '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\t' => "\\t", < ' ' => $"\\u{(int)c:x4}", _ => $"{c}",
    })) + "\"";
}
