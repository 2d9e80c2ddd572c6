using CsCheck;
using QuantGrpc.Llama.Text.Jinja;

namespace QuantGrpc.Tests.Llama.Text.Jinja;

public sealed class HostileTemplateTests
{
    private static readonly string[] Words =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "-%}", "{%-", "{{ x }}", "{% endif %}", " if ", " for ", " in ", "endif", "endfor", " else ", "set ", "x",
        "=", "1", "'a'", "content", ".", "|", "trim", "(", ")", "[", "]", ":", "{", "}", "\n", " ", "+", "~", "is", " defined", "macro m()", "m()",
    ];

    [Fact]
    public void A_long_source_is_refused() =>
        Rendering.ErrorOf(new string(' ', 70_000)).ShouldBe("line 1: the template has 70000 characters; allowed: 65536");

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{'a':")]
    [InlineData("not ")]
    [InlineData("-")]
    [InlineData("a(")]
    [InlineData("a[")]
    [InlineData("a if b else ")]
    [InlineData("a is in ")]
    public void Brackets_and_operators_inside_each_other_are_bounded(string opening) =>
        Rendering.ErrorOf($"{{{{ {string.Concat(Enumerable.Repeat(opening, 5000))}").ShouldBe("line 1: the tag has no }}");

    [Theory]
    [InlineData("(", "")]
    [InlineData("[", "")]
    [InlineData("{'a':", "")]
    [InlineData("not ", "a")]
    [InlineData("- ", "a")]
    [InlineData("a(", "")]
    [InlineData("a[", "")]
    [InlineData("a if b else ", "c")]
    [InlineData("{% if a %}", "")]
    public void Nesting_is_bounded(string opening, string middle)
    {
        var nested = string.Concat(Enumerable.Repeat(opening, 5000));
        var closing = new string('}', opening.Contains('{') && opening[1] != '%' ? 5000 : 0);
        var source = opening[0] == '{' && opening[1] == '%' ? nested : $"{{{{ {nested}{middle}{closing} }}}}";

        Rendering.ErrorOf(source).ShouldContain("more than 64 blocks and brackets inside each other");
    }

    [Theory]
    [InlineData("{{ 1", " + 1", " }}")]
    [InlineData("{{ a", "|trim", " }}")]
    [InlineData("{{ content", ".x", " }}")]
    [InlineData("{{ false", " or false", " }}")]
    public void A_long_chain_of_operators_is_bounded(string begin, string link, string end) =>
        Rendering.ErrorOf(begin + string.Concat(Enumerable.Repeat(link, 5000)) + end)
            .ShouldContain("more than 400 operations and calls inside each other");

    [Theory]
    [InlineData("{% for i in range(1000000000) %}{% endfor %}", "a range of 1000000000 numbers; allowed: 10000")]
    [InlineData("{% for i in range(-9223372036854775807, 9223372036854775807) %}{% endfor %}", "allowed: 10000")]
    [InlineData("{% for i in range(10000) %}{% for j in range(10000) %}{% endfor %}{% endfor %}", "takes more than 200000 steps")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "more than 400 operations and calls inside each other")]
    [InlineData("{% macro m() %}{{ m() ~ m() }}{% endmacro %}{{ m() }}", "more than 400 operations and calls inside each other")]
    [InlineData("{{ 'aaaaaaaaaaaaaaaa' * 1000000000 }}", "takes more than 200000 steps")]
    [InlineData("{{ ('a' * 10000) * 1000 }}", "makes a text of more than 4194304 characters")]
    [InlineData("{% set x = 'a' * 10000 %}{% for i in range(9999) %}{{ x }}{% endfor %}", "makes a text of more than 4194304 characters")]
    [InlineData("{% set x = 'a' * 10000 %}{% for i in range(9999) %}{% set y = x ~ i %}{% endfor %}", "handles more than 67108864 characters")]
    [InlineData("{% set n = namespace(x=[]) %}{% for i in range(9999) %}{% set n.x = [n.x] %}{% endfor %}", "more than 64 lists and mappings inside each other")]
    [InlineData("{% set n = namespace(x={}) %}{% for i in range(99) %}{% set n.x = {'a': n.x} %}{% endfor %}", "more than 64 lists and mappings inside each other")]
    [InlineData("{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}", "takes more than 200000 steps")]
    [InlineData("{% set n = namespace() %}{% set n.x = n %}{{ n.x|tojson }}", "a namespace cannot be written as JSON")]
    [InlineData("{{ content.split('a' * 2000) }}", "a string of 2000 characters is searched for; allowed: 1024")]
    [InlineData("{{ content.split('')|length }}", "split is given an empty separator")]
    [InlineData("{{ content|replace('', 'x') }}", "replace looks for an empty string")]
    [InlineData("{{ [1]|tojson(indent=1000000000) }}", "tojson is given an indent of 1000000000; allowed: 0 to 16")]
    [InlineData("{{ content|indent(1000000000) }}", "argument 'width' of indent is an integer; allowed: 0 to 64")]
    [InlineData("{{ 'abc'[::0] }}", "the step of a slice is 0")]
    public void What_a_template_may_spend_is_bounded(string source, string message) => Rendering.ErrorOf(source).ShouldContain(message);

    [Theory]
    [InlineData("{{ 'abc'[-9223372036854775807:9223372036854775807:9223372036854775807] }}", "a")]
    [InlineData("{{ 'abc'[9223372036854775807::-9223372036854775807] }}", "c")]
    [InlineData("{{ (-9223372036854775807 - 1) % -1 }}", "0")]
    public void Numbers_at_the_edge_are_taken(string source, string rendered) => Rendering.Of(source).ShouldBe(rendered);

    [Fact]
    public void Any_shuffle_of_the_language_ends_in_text_or_a_refusal() =>
        Gen.Int[0, Words.Length - 1].Array[0, 40].Sample(indices =>
        {
            try
            {
                return Rendering.Of(string.Concat(indices.Select(i => Words[i]))).Length >= 0;
            }
            catch (JinjaException e)
            {
                return e.Message.StartsWith("line ", StringComparison.Ordinal);
            }
        });
}
