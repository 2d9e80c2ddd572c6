using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text.Jinja;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text;

/// <summary>One message of a chat.</summary>
public sealed record ChatTurn(string Role, string Content);

/// <summary>A chat as a prompt.</summary>
/// <param name="Text">The text, the opening of the assistant's turn included.</param>
/// <param name="Tokens">Its tokens: the template's own text with control tokens, contents as ordinary text.</param>
public sealed record RenderedChat(string Text, TokenId[] Tokens);

/// <summary>A template cannot be read, or refuses the messages; the message names the construct and its line, or is the template's own.</summary>
public sealed class ChatTemplateException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A chat template: the Jinja source that model files carry, rendered as Hugging Face's transformers sets Jinja. Contents are data: no
/// control token is ever read in text that came out of a message.
/// </summary>
public sealed class ChatTemplate
{
    private readonly JinjaTemplate _template;

    private ChatTemplate(JinjaTemplate template) => _template = template;

    /// <summary>Names that <see cref="Find"/> knows, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => NamedTemplates.Names;

    /// <summary>Takes one of the templates that come with this library.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>The template, or null where there is none of that name.</returns>
    public static ChatTemplate? Find(string name) => NamedTemplates.Source(name) is { } source ? Parse(source) : null;

    /// <summary>Takes a template as source.</summary>
    /// <param name="source">Jinja, at most 65,536 characters.</param>
    /// <exception cref="ChatTemplateException">The source is malformed, or uses what is not supported here.</exception>
    public static ChatTemplate Parse(string source)
    {
        try
        {
            return new ChatTemplate(JinjaTemplate.Parse(source));
        }
        catch (JinjaException e)
        {
            throw new ChatTemplateException($"the chat template cannot be read: {e.Message}", e);
        }
    }

    /// <summary>
    /// Renders messages and opens the assistant's turn. The tokens begin with one beginning-of-text token where the vocabulary wants
    /// one, whether the template writes it or not.
    /// </summary>
    /// <param name="turns">The messages.</param>
    /// <param name="vocabulary">The model's.</param>
    /// <param name="date">What the template takes for today.</param>
    /// <exception cref="ChatTemplateException">The template refuses the messages, makes a mistake, or takes too much time or memory.</exception>
    public RenderedChat Render(IReadOnlyList<ChatTurn> turns, Vocabulary vocabulary, DateTimeOffset date)
    {
        var variables = ChatVariables.Of(turns, vocabulary.TextOf(vocabulary.BeginningOfText), vocabulary.TextOf(vocabulary.EndOfTextToken));
        var parts = Render(variables, date);
        return new RenderedChat(string.Concat(parts.Select(part => part.Text)), PromptTokens.Of(parts, vocabulary));
    }

    internal List<TextPart> Render(IReadOnlyDictionary<string, Value> variables, DateTimeOffset date)
    {
        try
        {
            return _template.Render(variables, date);
        }
        catch (JinjaException e)
        {
            throw new ChatTemplateException($"the chat template {(e.IsRaised ? "refuses the messages" : "cannot be rendered")}: {e.Message}", e);
        }
    }
}
