using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text;

/// <summary>What a chat template reads, by the names that Hugging Face's transformers gives.</summary>
internal static class ChatVariables
{
    public static IReadOnlyDictionary<string, Value> Of(IReadOnlyList<ChatTurn> turns, string beginningOfText, string endOfText) =>
        new Dictionary<string, Value>(StringComparer.Ordinal)
        {
            ["messages"] = new ListValue([.. turns.Select(Message)]),
            ["add_generation_prompt"] = BooleanValue.True,
            ["bos_token"] = TextValue.OfTemplate(beginningOfText),
            ["eos_token"] = TextValue.OfTemplate(endOfText),
            ["tools"] = NoneValue.Instance,
            ["documents"] = NoneValue.Instance,
        };

    private static MappingValue Message(ChatTurn turn) => MappingValue.Of(
        new MappingEntry(TextValue.OfTemplate("role"), Role(turn.Role)),
        new MappingEntry(TextValue.OfTemplate("content"), TextValue.OfData(turn.Content)));

    // Templates build control tokens of roles: '<|' + role + '|>'. A plain word is safe there, anything else is data.
    private static TextValue Role(string role) =>
        role.Length <= 32 && role.All(char.IsAsciiLetter) ? TextValue.OfTemplate(role) : TextValue.OfData(role);
}
