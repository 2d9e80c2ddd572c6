namespace QuantGrpc.Tests.Llama.Text.Jinja;

public sealed class BuiltinTests
{
    [Theory]
    [InlineData("'  a '|trim", "a")]
    [InlineData("'xxaxx'|trim('x')", "a")]
    [InlineData("'aB'|upper ~ 'aB'|lower", "ABab")]
    [InlineData("'hello big WORLD'|title", "Hello Big World")]
    [InlineData("'hELLO wORLD'|capitalize", "Hello world")]
    [InlineData("'a.b.c'|replace('.', '--')", "a--b--c")]
    [InlineData("'a.b.c'|replace('.', '-', 1)", "a-b.c")]
    [InlineData("'a\\nb\\n\\nc'|indent(2)", "a\n  b\n\n  c")]
    [InlineData("'a\\nb'|indent(width=2, first=true)", "  a\n  b")]
    [InlineData("missing|default('x') ~ ''|d('y', true) ~ ''|default('z')", "xy")]
    [InlineData("missing|default(none) is none", "True")]
    [InlineData("('12'|int + 1) ~ '/' ~ 'x'|int(7) ~ '/' ~ 2.9|int", "13/7/2")]
    [InlineData("'1.5'|float ~ '/' ~ 2.567|round(2) ~ '/' ~ 2.1|round(0, 'ceil')", "1.5/2.57/3.0")]
    public void Filters_of_texts_and_numbers(string expression, string value) => Rendering.Of($"{{{{ {expression} }}}}").ShouldBe(value);

    [Theory]
    [InlineData("[1, 2]|first ~ [1, 2]|last ~ []|first", "12")]
    [InlineData("[1, 2, 3]|reverse|join(', ')", "3, 2, 1")]
    [InlineData("'abc'|reverse ~ 'abc'|list|join('.')", "cbaa.b.c")]
    [InlineData("['a', 'A', 'b']|unique|join", "ab")]
    [InlineData("[{'a': 1}, {'a': 2}, {}]|map(attribute='a', default=0)|join", "120")]
    [InlineData("['a', 'b']|map('upper')|join", "AB")]
    [InlineData("[1, 2, 3, 4]|select('even')|join ~ [1, 2]|reject('equalto', 1)|join", "242")]
    [InlineData("[{'r': 'x', 'v': 1}, {'r': 'y', 'v': 2}]|selectattr('r', 'equalto', 'y')|map(attribute='v')|join", "2")]
    [InlineData("[{'r': 'x', 'v': 1}, {'v': 2}]|rejectattr('r', 'defined')|map(attribute='v')|join", "2")]
    [InlineData("{'b': 1, 'A': 2}|dictsort|map('first')|join", "Ab")]
    [InlineData("{'b': 1, 'A': 2}|dictsort(by='value', reverse=true)|map('last')|join", "21")]
    [InlineData("{'b': 1, 'a': 2}|items|map('join', '=')|join(';')", "b=1;a=2")]
    public void Filters_of_sequences(string expression, string value) => Rendering.Of($"{{{{ {expression} }}}}").ShouldBe(value);

    [Theory]
    [InlineData("' a '.strip() ~ '--a--'.rstrip('-') ~ '--a'.lstrip('-')", "a--aa")]
    [InlineData("'a,b,,c'.split(',')|join('|')", "a|b||c")]
    [InlineData("'a,b,c'.split(',', 1)[-1]", "b,c")]
    [InlineData("'  a  b c '.split()|join('|')", "a|b|c")]
    [InlineData("'  a  b c '.split(none, 1)|join('|')", "a|b c")]
    [InlineData("'abc'.startswith('ab') and 'abc'.endswith('bc') and not 'abc'.startswith('b')", "True")]
    [InlineData("'abc'.startswith(('x', 'a'))", "True")]
    [InlineData("'a-b'.replace('-', '+').upper() ~ 'x'.find('y')", "A+B-1")]
    [InlineData("', '.join(['a', 'b'])", "a, b")]
    [InlineData("{'a': 1}.get('a') ~ {'a': 1}.get('b') ~ {'a': 1}.get('b', 2)", "1None2")]
    [InlineData("{'a': 1, 'b': 2}.keys()|join ~ {'a': 1, 'b': 2}.values()|join", "ab12")]
    public void Methods_of_texts_and_mappings(string expression, string value) => Rendering.Of($"{{{{ {expression} }}}}").ShouldBe(value);

    [Theory]
    [InlineData("{'a': [1, 2.0, true, none], 'b': {}}|tojson", """{"a": [1, 2.0, true, null], "b": {}}""")]
    [InlineData("'\\\"\\n\\u0001é'|tojson", "\"\\\"\\n\\u0001é\"")]
    [InlineData("{'a': [1]}|tojson(indent=2)", "{\n  \"a\": [\n    1\n  ]\n}")]
    public void JSON_is_written_as_Python_writes_it(string expression, string value) => Rendering.Of($"{{{{ {expression} }}}}").ShouldBe(value);

    [Theory]
    [InlineData("range(3)|join", "012")]
    [InlineData("range(1, 6, 2)|join", "135")]
    [InlineData("range(3, 0, -1)|join", "321")]
    [InlineData("range(3, 0)|join", "")]
    [InlineData("strftime_now('%d %b %Y')", "09 Mar 2025")]
    [InlineData("strftime_now('%-d %B %y, %A, %H:%M:%S %I %p %j %%')", "9 March 25, Sunday, 15:04:05 03 PM 068 %")]
    [InlineData("dict(a=1)|tojson", "{\"a\": 1}")]
    public void Functions_that_every_template_has(string expression, string value) => Rendering.Of($"{{{{ {expression} }}}}").ShouldBe(value);
}
