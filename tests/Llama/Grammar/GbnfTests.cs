using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Tests.Llama.Grammar;

public sealed class GbnfTests
{
    [Theory]
    [InlineData("root ::= \"a\"", "a", "b,aa,")]
    [InlineData("root ::= \"ab\"*", ",ab,abab", "a,aba")]
    [InlineData("root ::= \"a\" +", "a,aaa", "")]
    [InlineData("root ::= (\"a\" | \"b\")? \"c\"", "c,ac,bc", "abc,a")]
    [InlineData("root ::= [a-c]{2}", "ab,cc", "a,abc,ad")]
    [InlineData("root ::= [a-c]{2,}", "ab,abca", "a")]
    [InlineData("root ::= [a-c]{1,3}", "a,ab,abc", ",abca")]
    [InlineData("root ::= \"x\" [a-c]{,2}", "x,xa,xab", "xabc")]
    [InlineData("root ::= [^a-y]", "z,Ä,\U0001F600", "a,y,zz")]
    [InlineData("root ::= [-a] [b-]", "-b,a-,--", "bb,aa")]
    [InlineData("root ::= .", "a,\n,😀", ",ab")]
    [InlineData("root ::= \"\\x41\\u00e9\\U0001F600\"", "Aé😀", "A")]
    [InlineData("root ::= \"\\\\\\\"\\[\\]\" [\\]\\\\]", "\\\"[]],\\\"[]\\", "\\\"[]")]
    [InlineData("root ::= a-b # first\n# second\n\na-b ::= \"1\" | \"2\"\r\n", "1,2", "12")]
    [InlineData("root ::= (\n  \"a\" # one\n | \"b\"\n)\n", "a,b", "ab")]
    [InlineData("root ::=\n \"a\" |\n \"b\"", "a,b", "ab")]
    [InlineData("root ::= \"\" | \"a\"", ",a", "b")]
    [InlineData("root ::= \"a\"{0} \"b\"", "b", "ab")]
    [InlineData("root ::= (\"a\"?)* \"b\"", "b,ab,aaab", "a")]
    [InlineData("root ::= ((\"a\"* \"b\"?)+)*", ",a,b,abba", "c")]
    [InlineData("root ::= \"(\" root \")\" | \"x\"", "x,(x),((x))", "(x,()")]
    [InlineData("root ::= \"\"* \"b\"", "b", "")]
    public void Notation_means_what_llama_cpp_means_by_it(string source, string matching, string others)
    {
        var grammar = Gbnf.Parse(source);

        matching.Split(',').ShouldAllBe(text => grammar.Matches(text));
        others.Split(',').Except(matching.Split(',')).ShouldAllBe(text => !grammar.Matches(text));
    }

    [Theory]
    [InlineData("", "no rule \"root\"")]
    [InlineData("a ::= \"b\"", "no rule \"root\"")]
    [InlineData("root ::= a", "line 1, column 10: rule \"a\" is used and not defined")]
    [InlineData("root ::= \"a\n", "line 2, column 1: found the end of the grammar, expected a character or the closing '\"'")]
    [InlineData("root ::= [a", "found the end of the grammar, expected a character or the closing ']'")]
    [InlineData("root ::= (\"a\"", "found the end of the grammar")]
    [InlineData("root ::= \"a\")", "line 1, column 13: found ')'")]
    [InlineData("root ::= \"é\" %", "line 1, column 14: found '%', expected a literal")]
    [InlineData("root = \"a\"", "column 6: found '=', expected '::='")]
    [InlineData("_ ::= \"a\"", "column 1: found '_', expected a rule name of letters, digits and '-'")]
    [InlineData("root ::= \"\\q\"", "column 12: found 'q', expected one of the escapes")]
    [InlineData("root ::= \"\\x4g\"", "found 'g', expected 2 hexadecimal digits")]
    [InlineData("root ::= \"\\uD800\"", "U+D800 is no character")]
    [InlineData("root ::= \"\\UFFFFFFFF\"", "is no character")]
    [InlineData("root ::= []", "a character class that no character is in")]
    [InlineData("root ::= [^\\x00-\\U0010FFFF]", "a character class that no character is in")]
    [InlineData("root ::= [z-a]", "a range from U+007A down to U+0061")]
    [InlineData("root ::= * \"a\"", "column 10: a repetition with nothing before it")]
    [InlineData("root ::= \"a\"{3,2}", "a repetition of at least 3 and at most 2")]
    [InlineData("root ::= \"a\"{x}", "found 'x', expected a number of repetitions")]
    [InlineData("root ::= \"a\"{1;}", "found ';', expected '}'")]
    [InlineData("root ::= \"a\"{1000000}", "more than 65536 elements")]
    [InlineData("root ::= \"a\"{99999999999}", "a repetition of more than 9999999")]
    [InlineData("root ::= \"a\"\nroot ::= \"b\"", "line 2, column 1: rule \"root\" is defined a second time")]
    public void A_broken_grammar_is_refused_by_place_and_reason(string source, string reason) => Texts.Refusal(source).ShouldContain(reason);

    [Fact]
    public void Half_a_surrogate_pair_is_refused_by_place() =>
        Texts.Refusal("root ::= \"\U0001F600\ud800\"").ShouldContain("column 12: half of a surrogate pair");

    [Theory]
    [InlineData("root ::= root \"a\" | \"b\"", "rule \"root\" is left-recursive (root -> root)")]
    [InlineData("root ::= \"x\" a\na ::= b \"1\" | \"2\"\nb ::= a \"3\"", "left-recursive (b -> a -> b)")]
    [InlineData("root ::= e root \"x\" | \"y\"\ne ::= \"a\"?", "rule \"root\" is left-recursive")]
    [InlineData("root ::= (\"a\"* (root | \"c\"))", "rule \"root\" is left-recursive")]
    [InlineData("root ::= (root | \"b\")*", "rule \"root\" is left-recursive")]
    public void Left_recursion_is_refused_by_name(string source, string reason) => Texts.Refusal(source).ShouldContain(reason);

    [Theory]
    [InlineData("root ::= \"a\" root", "root")]
    [InlineData("root ::= \"a\"\nlost ::= \"(\" lost \")\"", "lost")]
    [InlineData("root ::= \"a\" | b\nb ::= \"c\" (b | \"d\" b)", "b")]
    public void A_rule_that_can_never_end_is_refused_by_name(string source, string rule) =>
        Texts.Refusal(source).ShouldContain($"rule \"{rule}\" can never produce a finished text");
}
