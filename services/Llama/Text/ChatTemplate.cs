using System.Text;
using LLama;
using LLama.Exceptions;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Llama.Text;

/// <summary>One message of a chat.</summary>
public sealed record ChatTurn(string Role, string Content);

/// <summary>A chat as a prompt.</summary>
/// <param name="Text">The text, the opening of the assistant's turn included.</param>
/// <param name="Tokens">Its tokens: the template's own text with control tokens, contents as ordinary text.</param>
public sealed record RenderedChat(string Text, TokenId[] Tokens);

/// <summary>The template cannot be rendered here.</summary>
public sealed class ChatTemplateException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A chat template that llama.cpp renders: one of its built-in list, by name or by recognizing a file's Jinja source.
/// Contents are data: the template is rendered around marks, and contents are tokenized apart without control tokens.
/// </summary>
public sealed class ChatTemplate
{
    private readonly string _source;

    private ChatTemplate(string source) => _source = source;

    /// <summary>Takes a template by name or source.</summary>
    /// <param name="nameOrSource">A name known to llama.cpp ("chatml", "llama3", ...) or Jinja source.</param>
    /// <returns>The template, or null where llama.cpp does not know it.</returns>
    public static ChatTemplate? Find(string nameOrSource)
    {
        var template = new ChatTemplate(nameOrSource);
        try
        {
            template.RenderAroundMarks([new ChatTurn("user", "x")]);
            return template;
        }
        catch (ChatTemplateException)
        {
            return null;
        }
    }

    /// <summary>Renders messages and opens the assistant's turn.</summary>
    /// <exception cref="ChatTemplateException">The template drops, repeats or reorders messages.</exception>
    public RenderedChat Render(IReadOnlyList<ChatTurn> turns, Vocabulary vocabulary)
    {
        var parts = Split(RenderAroundMarks(turns), turns);
        var text = new StringBuilder();
        var tokens = new List<TokenId>();
        foreach (var part in parts)
        {
            text.Append(part.Text);
            tokens.AddRange(vocabulary.Tokenize(part.Text, parseControl: part.IsTemplate));
        }

        // A built-in template leaves the beginning of text to the tokenizer; a token that it wrote itself is not doubled.
        if (vocabulary is { WantsBeginningOfText: true, BeginningOfText: { } first } && (tokens.Count == 0 || tokens[0] != first))
        {
            tokens.Insert(0, first);
        }

        return new RenderedChat(text.ToString(), [.. tokens]);
    }

    private string RenderAroundMarks(IReadOnlyList<ChatTurn> turns)
    {
        var template = new LLamaTemplate(_source) { AddAssistant = true };
        for (var i = 0; i < turns.Count; i++)
        {
            template.Add(turns[i].Role, $" {Mark(i)} ");
        }

        try
        {
            return Encoding.UTF8.GetString(template.Apply());
        }
        catch (MissingTemplateException e)
        {
            throw new ChatTemplateException("llama.cpp does not know this chat template", e);
        }
    }

    // Space around a mark that the template trims is space that it would trim from the content.
    private static List<Part> Split(string rendered, IReadOnlyList<ChatTurn> turns)
    {
        var parts = new List<Part>();
        var at = 0;
        for (var i = 0; i < turns.Count; i++)
        {
            var mark = Mark(i);
            var found = rendered.IndexOf(mark, at, StringComparison.Ordinal);
            if (found < 0)
            {
                throw new ChatTemplateException($"the chat template leaves out or reorders message {i} (role \"{turns[i].Role}\")");
            }

            var trims = found == 0 || rendered[found - 1] != ' ';
            parts.Add(new Part(rendered[at..(trims ? found : found - 1)], IsTemplate: true));
            parts.Add(new Part(trims ? turns[i].Content.Trim() : turns[i].Content, IsTemplate: false));
            at = found + mark.Length + (trims ? 0 : 1);
        }

        parts.Add(new Part(rendered[at..], IsTemplate: true));
        return parts;
    }

    private static string Mark(int index) => $"\u0001message-{index}\u0002";

    private sealed record Part(string Text, bool IsTemplate);
}
