using QuantGrpc.Llama.Text.Jinja.Nodes;
using QuantGrpc.Llama.Text.Jinja.Syntax;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja;

/// <summary>
/// A parsed template of the part of Jinja that chat templates are written in. Rendering is bounded in time, memory and depth
/// (<see cref="JinjaLimits"/>), and tells for each stretch of the output whether it is the template's or a message's.
/// </summary>
internal sealed class JinjaTemplate
{
    private readonly List<Statement> _body;

    private JinjaTemplate(List<Statement> body) => _body = body;

    /// <exception cref="JinjaException">The source is no template of the language subset.</exception>
    public static JinjaTemplate Parse(string source) => new(StatementParser.Parse(source));

    /// <param name="variables">What the template may read.</param>
    /// <param name="date">What <c>strftime_now</c> takes for now.</param>
    /// <exception cref="JinjaException">The template raised, made a mistake, or spent more than it may.</exception>
    public List<TextPart> Render(IReadOnlyDictionary<string, Value> variables, DateTimeOffset date)
    {
        var globals = new Scope(outer: null);
        foreach (var (name, value) in variables)
        {
            globals.Set(name, value);
        }

        var run = new Evaluation(globals, date);
        run.Run(_body);
        return run.Output.Build().Parts();
    }
}
