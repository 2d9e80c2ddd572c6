namespace QuantGrpc.Tests.Llama.Text.Jinja;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3 - 4", "3")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("7 // 2 ~ '/' ~ -7 // 2", "3/-4")]
    [InlineData("7 % 3 ~ '/' ~ -7 % 3", "1/2")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("4 / 2", "2.0")]
    [InlineData("1.5 + 1", "2.5")]
    [InlineData("-3|abs", "3")]
    [InlineData("2 * 'ab'|length", "4")]
    [InlineData("'a' * 3", "aaa")]
    [InlineData("'a' ~ 1 ~ none ~ true ~ missing", "a1NoneTrue")]
    [InlineData("[1] + [2, 3]|list|length|string|list", null)]
    public void Arithmetic_binds_as_in_Jinja(string expression, string? value)
    {
        if (value is null)
        {
            Rendering.ErrorOf($"{{{{ {expression} }}}}").ShouldContain("a list");
            return;
        }

        Rendering.Of($"{{{{ {expression} }}}}").ShouldBe(value);
    }

    [Theory]
    [InlineData("1 < 2 < 3", true)]
    [InlineData("1 < 3 < 2", false)]
    [InlineData("not true or true", true)]
    [InlineData("not (true or true)", false)]
    [InlineData("false and missing.x", false)]
    [InlineData("'b' in 'abc'", true)]
    [InlineData("'b' not in ['a', 'c']", true)]
    [InlineData("'k' in {'k': 1}", true)]
    [InlineData("'x' in missing", false)]
    [InlineData("not 'k' in {'k': 1}", false)]
    [InlineData("1 == 1.0 and 1 == true and '1' != 1", true)]
    [InlineData("[1, {'a': [2]}] == [1, {'a': [2]}]", true)]
    [InlineData("missing == none", false)]
    [InlineData("'abc' < 'abd'", true)]
    public void Comparisons_are_those_of_Python(string expression, bool value) =>
        Rendering.Of($"{{{{ {expression} }}}}").ShouldBe(value ? "True" : "False");

    [Theory]
    [InlineData("'abcde'[1]", "b")]
    [InlineData("'abcde'[-1]", "e")]
    [InlineData("'abcde'[9]", "")]
    [InlineData("'abcde'[1:3]", "bc")]
    [InlineData("'abcde'[:-1]", "abcd")]
    [InlineData("'abcde'[::-1]", "edcba")]
    [InlineData("'abcde'[4:0:-2]", "ec")]
    [InlineData("[1, 2, 3][1:]|join('-')", "2-3")]
    [InlineData("[1, 2, 3][::-1]|join", "321")]
    [InlineData("[[1, 2], [3]][0][1]", "2")]
    [InlineData("[1, 2].0", "1")]
    [InlineData("{'a': {'b': 'c'}}.a['b']", "c")]
    [InlineData("{'a': 1}.b", "")]
    [InlineData("'a\U0001F600b'[1:]", "\U0001F600b")]
    [InlineData("'a\U0001F600b'[1]", "\U0001F600")]
    [InlineData("'a\U0001F600b'[::-1]", "b\U0001F600a")]
    [InlineData("'a\U0001F600b'|length", "3")]
    [InlineData("'a\U0001F600b'.find('b')", "2")]
    public void Members_indices_and_slices_are_those_of_Python(string expression, string value) =>
        Rendering.Of($"{{{{ {expression} }}}}").ShouldBe(value);

    [Theory]
    [InlineData("'yes' if true else 'no'", "yes")]
    [InlineData("'yes' if false", "")]
    [InlineData("'a' if false else 'b' if false else 'c'", "c")]
    [InlineData("'' or 'fallback'", "fallback")]
    [InlineData("'x' 'y'", "xy")]
    [InlineData("'\\n\\t\\\\\\'\\u00e9\\x41\\q'", "\n\t\\'\u00e9A\\q")]
    [InlineData("\"a'b\"", "a'b")]
    [InlineData("(1, 2)|length", "2")]
    [InlineData("{'a': {'b': 1}}.a.b}}", "1}}")]
    public void Literals_and_choices_have_their_values(string expression, string value) =>
        Rendering.Of(expression.EndsWith("}}", StringComparison.Ordinal) ? $"{{{{ {expression}}}}}" : $"{{{{ {expression} }}}}").ShouldBe(value);

    [Theory]
    [InlineData("missing is defined", false)]
    [InlineData("content is defined and content is string", true)]
    [InlineData("none is none and none is defined", true)]
    [InlineData("{} is mapping and [] is sequence and 'a' is iterable", true)]
    [InlineData("1 is mapping or 1 is iterable", false)]
    [InlineData("1 is number and 1 is integer and 1.5 is number and 1.5 is not integer", true)]
    [InlineData("true is boolean and true is true and 1 is not true", true)]
    [InlineData("2 is even and 3 is odd and 9 is divisibleby 3", true)]
    [InlineData("'a' is equalto 'a' and 'a' is eq('a') and 'a' is in ['a']", true)]
    [InlineData("not missing is defined", true)]
    public void Tests_tell_kinds_apart(string expression, bool value) =>
        Rendering.Of($"{{{{ {expression} }}}}").ShouldBe(value ? "True" : "False");
}
