using QuantGrpc.Llama.Text.Jinja;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Tests.Llama.Text.Jinja;

/// <summary>Templates rendered over one user's message, whose content is data.</summary>
internal static class Rendering
{
    public static DateTimeOffset Date { get; } = new(2025, 3, 9, 15, 4, 5, TimeSpan.Zero);

    public static string Of(string source, string content = "Hi") => string.Concat(PartsOf(source, content).Select(part => part.Text));

    public static List<TextPart> PartsOf(string source, string content = "Hi") =>
        JinjaTemplate.Parse(source).Render(new Dictionary<string, Value> { ["content"] = TextValue.OfData(content) }, Date);

    public static string ErrorOf(string source, string content = "Hi") => Should.Throw<JinjaException>(() => Of(source, content)).Message;
}
