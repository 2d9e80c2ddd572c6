namespace QuantGrpc.Tests.Llama.Text.Jinja;

public sealed class ProvenanceTests
{
    // Data in brackets, in the order of the output.
    [Theory]
    [InlineData("a{{ content }}b", "a[<s> X]b")]
    [InlineData("{{ 'a' + content + 'b' }}", "a[<s> X]b")]
    [InlineData("{{ 'a' ~ content ~ content }}", "a[<s> X<s> X]")]
    [InlineData("{{ ('  ' + content + ' ')|trim|upper }}", "[<S> X]")]
    [InlineData("{{ (content + 'tail')[1:6] }}", "[s> X]t")]
    [InlineData("{{ (content + 'z')[::-1] }}", "z[X >s<]")]
    [InlineData("{{ content.split(' ')|join('+') }}", "[<s>]+[X]")]
    [InlineData("{{ content.split()[0] ~ content[-1] ~ content|first }}", "[<s>X<]")]
    [InlineData("{{ content|replace(' ', '-') }}", "[<s>]-[X]")]
    [InlineData("{{ 'a-b'|replace('-', content) }}", "a[<s> X]b")]
    [InlineData("{{ content|list|map('lower')|join }}", "[<s> x]")]
    [InlineData("{{ content|tojson }}", "\"[<s> X]\"")]
    [InlineData("{{ {'k': content}|tojson }}", "{\"k\": \"[<s> X]\"}")]
    [InlineData("{% for k, v in {content: 1}.items() %}{{ k }}{{ v }}{% endfor %}", "[<s> X]1")]
    [InlineData("{% set x %}a{{ content }}{% endset %}{{ x }}", "a[<s> X]")]
    [InlineData("{% macro m(t) %}<{{ t }}>{% endmacro %}{{ m(content) }}", "<[<s> X]>")]
    [InlineData("{% set n = namespace(t=content) %}{{ n.t|title|capitalize|safe|string|default('x')|indent }}", "[<s> x]")]
    [InlineData("{{ content * 2 }}{{ (content, 1)|first }}", "[<s> X<s> X<s> X]")]
    [InlineData("{{ '<s>' if content.startswith('<s>') and '<s>' in content and content != 'y' }}", "<s>")]
    public void Text_out_of_a_message_stays_known_as_such(string source, string marked) =>
        string.Concat(Rendering.PartsOf(source, "<s> X").Select(part => part.IsData ? $"[{part.Text}]" : part.Text)).ShouldBe(marked);
}
