using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Tests.Evaluator.Runs;

public sealed class PromptTemplateTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_is_put_in_is_no_template() =>
        PromptTemplate.Render("{shots}\n{problem}", "a {shots} b", "c {problem} d").ShouldBe("c {problem} d\na {shots} b");

    [Theory]
    [InlineData("{problem} {answer} {Frage2}", "unknown placeholder {answer}, {Frage2}; known are {problem} and {shots}")]
    [InlineData("no placeholder", "{problem} stands 0 times; it must stand once")]
    [InlineData("{problem} {problem}", "{problem} stands 2 times; it must stand once")]
    [InlineData("{ problem }", "unknown placeholder { problem }")]
    [InlineData("{shots} {problem}", "{shots} stands in it and there are none; --shots N --shots-from FILE draw them")]
    public void A_template_that_cannot_be_filled_is_refused(string text, string message) =>
        Should.Throw<RunRefusedException>(() => Load(text)).Message.ShouldContain(message);

    [Fact]
    public void Examples_that_no_placeholder_takes_are_refused() =>
        Should.Throw<RunRefusedException>(() => Load("{problem}", withShots: true)).Message.ShouldContain("has no {shots} that takes them; few_shot has");

    [Fact]
    public void Arguments_of_LaTeX_are_no_placeholders() =>
        Load(@"Write \boxed{answer}, \frac{a}{b} or x^{n}: {problem}").Text.ShouldContain("{problem}");

    [Fact]
    public void All_that_ship_can_be_loaded()
    {
        PromptTemplate.Shipped.Select(n => PromptTemplate.Load(n).Name).ShouldBe(PromptTemplate.Shipped);
        PromptTemplate.ShippedWithShots.Select(n => PromptTemplate.Load(n, withShots: true).Name).ShouldBe(PromptTemplate.ShippedWithShots);
        Should.Throw<RunRefusedException>(() => PromptTemplate.Load("zero")).Message.ShouldContain("neither a file nor one of problem, steps, few_shot");
    }

    private PromptTemplate Load(string text, bool withShots = false)
    {
        File.WriteAllText(_file, text);
        return PromptTemplate.Load(_file, withShots);
    }
}
