using QuantGrpc.Llama.Text.Jinja;

namespace QuantGrpc.Tests.Llama.Text.Jinja;

public sealed class StatementTests
{
    [Theory]
    [InlineData("a\n{% if true %}\nb\n{% endif %}\nc\n", "a\nb\nc")]
    [InlineData("a\n   {% if true %}b{% endif %}\n\nc", "a\nb\nc")]
    [InlineData("a {% if true %} b {% endif %} c", "a  b  c")]
    [InlineData("a \n {%- if true -%} \n b \n {%- endif -%} \n c", "abc")]
    [InlineData("a \n {{- 'x' -}} \n b", "axb")]
    [InlineData("a\n  {{ 'x' }}\nb", "a\n  x\nb")]
    [InlineData("a\n  {# note #}\nb", "a\nb")]
    [InlineData("a {#- note -#} b", "ab")]
    [InlineData("  {%+ if true +%}\nb{% endif %}", "  \nb")]
    [InlineData("a\r\n{% if true %}\r\nb{% endif %}\n\n\n", "a\nb\n")]
    [InlineData("{ %} #} }} {", "{ %} #} }} {")]
    public void Whitespace_goes_as_Hugging_Face_sets_it(string source, string rendered) => Rendering.Of(source).ShouldBe(rendered);

    [Theory]
    [InlineData("{% for x in [1, 2] %}{{ x }},{% endfor %}", "1,2,")]
    [InlineData("{% for x in [] %}{{ x }}{% else %}none{% endfor %}", "none")]
    [InlineData("{% for x in [1, 2, 3, 4] if x % 2 == 0 %}{{ loop.index }}/{{ loop.length }}:{{ x }} {% endfor %}", "1/2:2 2/2:4 ")]
    [InlineData("{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}={{ v }};{% endfor %}", "a=1;b=2;")]
    [InlineData("{% for k in {'a': 1} %}{{ k }}{% endfor %}", "a")]
    [InlineData("{% for x in 'ab' %}{{ loop.index0 }}{{ x }}{{ loop.first }}{{ loop.last }} {% endfor %}", "0aTrueFalse 1bFalseTrue ")]
    [InlineData("{% for x in [1, 2] %}{{ loop.previtem }}<{{ loop.nextitem }};{% endfor %}", "<2;1<;")]
    [InlineData("{% for x in [1, 2, 3, 4] %}{% if x == 2 %}{% continue %}{% elif x == 4 %}{% break %}{% endif %}{{ x }}{% endfor %}", "13")]
    [InlineData("{% for x in [1, 2] %}{% for y in [1, 2] %}{% break %}{% endfor %}{{ x }}{% endfor %}", "12")]
    public void Loops_go_through_elements(string source, string rendered) => Rendering.Of(source).ShouldBe(rendered);

    [Theory]
    [InlineData("{% set x = 1 %}{% for i in [1] %}{% set x = 2 %}{{ x }}{% endfor %}{{ x }}", "21")]
    [InlineData("{% set x = 1 %}{% if true %}{% set x = 2 %}{% endif %}{{ x }}", "2")]
    [InlineData("{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", "3")]
    [InlineData("{% set a, b = [1, 2] %}{{ b }}{{ a }}", "21")]
    [InlineData("{% set x %}a{{ 1 }}{% endset %}[{{ x }}]", "[a1]")]
    [InlineData("{% if false %}a{% elif true %}b{% else %}c{% endif %}", "b")]
    [InlineData("{% generation %}{{ content }}{% endgeneration %}", "Hi")]
    public void Variables_live_where_Jinja_lets_them(string source, string rendered) => Rendering.Of(source).ShouldBe(rendered);

    [Theory]
    [InlineData("{% macro m(a, b=2) %}{{ a }}-{{ b }};{% endmacro %}{{ m(1) }}{{ m(1, 3) }}{{ m(b=4, a=5) }}{{ m() }}", "1-2;1-3;5-4;-2;")]
    [InlineData("{% set y = 1 %}{% macro m() %}{{ y }}{% set y = 2 %}{% endmacro %}{{ m() }}{{ y }}", "11")]
    [InlineData("{% macro m(n) %}{{ n }}{% if n > 0 %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3)|trim }}", "3210")]
    public void Macros_are_called_with_arguments(string source, string rendered) => Rendering.Of(source).ShouldBe(rendered);

    [Theory]
    [InlineData("a\n\n{{ x | nosuch }}", "line 3: there is no filter 'nosuch' here")]
    [InlineData("{{ x is nosuch }}", "line 1: there is no test 'nosuch' here")]
    [InlineData("\n{% include 'x' %}", "line 2: the block 'include' is not supported")]
    [InlineData("{% for x in y recursive %}{% endfor %}", "line 1: a recursive for is not supported")]
    [InlineData("{% if true %}\n", "line 1: the end of the template where text belongs")]
    [InlineData("{% endif %}", "line 1: 'endif' without its beginning")]
    [InlineData("{% break %}", "line 1: a break outside of a loop")]
    [InlineData("{% for x in y %}{% macro m() %}{% break %}{% endmacro %}{% endfor %}", "line 1: a break outside of a loop")]
    [InlineData("{{ 2 ** 3 }}", "line 1: the operator '**' is not supported")]
    [InlineData("\n{{ 'a }}", "line 2: the string has no end")]
    [InlineData("{{ a ", "line 1: the tag has no }}")]
    [InlineData("{# a ", "line 1: the comment has no end")]
    [InlineData("{{ a $ b }}", "line 1: the character '$' is no part of the language")]
    [InlineData("{{ a b }}", "line 1: 'b' where the end of the tag belongs")]
    [InlineData("{{ '\\ud83d' }}", "line 1: the escape '\\ud83d' stands for no character")]
    [InlineData("{{ f(*x) }}", "line 1: '*' where an expression belongs")]
    public void What_is_not_supported_is_named_with_its_line_before_rendering(string source, string message) =>
        Should.Throw<JinjaException>(() => JinjaTemplate.Parse(source)).Message.ShouldBe(message);

    [Theory]
    [InlineData("\n{{ missing.x }}", "line 2: missing is undefined and has no x")]
    [InlineData("{{ missing[0] }}", "line 1: missing is undefined and cannot be indexed")]
    [InlineData("{{ missing() }}", "line 1: undefined (missing) cannot be called")]
    [InlineData("{{ content.encode() }}", "line 1: a string has no method 'encode' here")]
    [InlineData("{{ 'a' + 1 }}", "line 1: a string + an integer is not possible")]
    [InlineData("{{ missing + 'a' }}", "line 1: undefined (missing) + a string is not possible")]
    [InlineData("{{ 1 // 0 }}", "line 1: division by zero")]
    [InlineData("{{ 9223372036854775807 + 1 }}", "line 1: the result of + does not fit 64 bits")]
    [InlineData("{{ [1] }}", "line 1: a list cannot be written as text here; allowed: | tojson, for lists and mappings")]
    [InlineData("{{ content|replace('a') }}", "line 1: replace lacks its argument 'new'")]
    [InlineData("{{ content|trim(x=1) }}", "line 1: trim has no argument 'x' here")]
    [InlineData("{{ content|trim(1) }}", "line 1: argument 'chars' of trim is an integer; allowed: a string")]
    [InlineData("{% set x.y = 1 %}", "line 1: x.y cannot be set: x is no namespace")]
    [InlineData("{{ strftime_now('%Q') }}", "line 1: strftime_now knows no %Q; allowed: %a %A %b %B %d %e %H %I %j %m %M %p %S %y %Y %%")]
    [InlineData("{{ raise_exception('no system, please') }}", "no system, please")]
    public void A_mistake_is_named_with_its_line(string source, string message) => Rendering.ErrorOf(source).ShouldBe(message);
}
