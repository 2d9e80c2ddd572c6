using System.Globalization;
using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>Turns what a request continues into tokens of the variant's vocabulary.</summary>
internal static class PromptParser
{
    private static readonly string[] Roles = ["system", "user", "assistant"];

    /// <param name="source">What came; one of its parts.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="model">Its model.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT names the field; FAILED_PRECONDITION a template that cannot be rendered.</exception>
    public static TokenId[] Parse(PromptSource source, ServedVariant variant, ResidentModel model)
    {
        var tokens = source switch
        {
            { Prompt: { } prompt } => Raw(prompt, model.Vocabulary),
            { Chat: { } chat } => Render(chat, variant, model).Tokens,
            { Tokens: { } ids } => Ids("tokens.ids", ids.Ids, model.Vocabulary),
            _ => throw GrpcErrors.InvalidArgument("input", "nothing", "one of prompt, chat, tokens"),
        };
        return tokens.Length > 0 ? tokens : throw GrpcErrors.InvalidArgument("input", "no token", "at least one token");
    }

    public static RenderedChat Render(ChatInput? chat, ServedVariant variant, ResidentModel model)
    {
        var template = TemplateOf(chat ??= new ChatInput(), variant, model);
        try
        {
            return template.Render(Turns(chat), model.Vocabulary, DateOf(chat, model.Time));
        }
        catch (ChatTemplateException e)
        {
            throw GrpcErrors.FailedPrecondition($"{variant.Id}: {e.Message}; send a raw prompt, or name another template in chat.template");
        }
    }

    /// <summary>Token ids, each checked against the vocabulary.</summary>
    public static TokenId[] Ids(string field, IReadOnlyList<uint> ids, Vocabulary vocabulary)
    {
        var tokens = new TokenId[ids.Count];
        for (var i = 0; i < ids.Count; i++)
        {
            tokens[i] = vocabulary.Contains(ids[i])
                ? new TokenId((int)ids[i])
                : throw GrpcErrors.InvalidArgument($"{field}[{i}]", $"{ids[i]}", $"0 to {vocabulary.Count - 1}");
        }

        return tokens;
    }

    private static TokenId[] Raw(string text, Vocabulary vocabulary)
    {
        var tokens = vocabulary.Tokenize(text, parseControl: false);
        return vocabulary is { WantsBeginningOfText: true, BeginningOfText: { } first } ? [first, .. tokens] : tokens;
    }

    private static ChatTemplate TemplateOf(ChatInput chat, ServedVariant variant, ResidentModel model)
    {
        if (chat.Template.Length > 0)
        {
            return ChatTemplate.Find(chat.Template)
                ?? throw GrpcErrors.InvalidArgument("chat.template", Shorten(chat.Template), string.Join(", ", ChatTemplate.Names));
        }

        return model.Template ?? throw GrpcErrors.FailedPrecondition(
            $"{variant.Id} has no chat template{(model.TemplateFault is { } fault ? $" ({fault})" : "")}: send a raw prompt, name a template in chat.template, "
            + "or start the server with --chat-template NAME");
    }

    private static List<ChatTurn> Turns(ChatInput chat)
    {
        if (chat.Messages.Count is < 1 or > RequestLimits.ChatMessages)
        {
            throw GrpcErrors.InvalidArgument("chat.messages", $"{chat.Messages.Count} messages", $"1 to {RequestLimits.ChatMessages} messages");
        }

        var turns = new List<ChatTurn>(chat.Messages.Count);
        for (var i = 0; i < chat.Messages.Count; i++)
        {
            var message = chat.Messages[i];
            if (!Roles.Contains(message.Role))
            {
                throw GrpcErrors.InvalidArgument($"chat.messages[{i}].role", Shorten(message.Role), string.Join(", ", Roles));
            }

            turns.Add(new ChatTurn(message.Role, message.Content));
        }

        return turns;
    }

    private static DateTimeOffset DateOf(ChatInput chat, TimeProvider time)
    {
        if (chat.Date.Length == 0)
        {
            return time.GetUtcNow();
        }

        Require.That(
            DateOnly.TryParseExact(chat.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date), "chat.date",
            Shorten(chat.Date), "a date as 2025-01-31");
        return new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero);
    }

    private static string Shorten(string value) => value.Length <= 40 ? value : value[..40] + "...";
}
