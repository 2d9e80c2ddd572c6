using System.Text;
using Google.Protobuf;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>Protocol messages to and from this room's records.</summary>
internal static class Messages
{
    public static GenerateRequest From(GenerationRequest request)
    {
        var message = new GenerateRequest
        {
            Variant = request.Variant,
            Sampling = new Sampling { Temperature = request.Temperature, TopP = request.TopP },
            EchoPromptTokens = request.EchoPrompt,
            Inspection = new Inspection
            {
                Logprob = request.Figures || request.Logprobs,
                Rank = request.Figures,
                Entropy = request.Figures,
                Margin = request.Figures,
                Alternatives = (uint)request.Alternatives,
            },
        };
        if (request.Prompt is { } prompt)
        {
            message.Prompt = prompt;
        }
        else
        {
            message.Chat = From(request.Chat);
        }

        if (request.Prefix.Count > 0)
        {
            message.Prefix = new AssistantPrefix { Tokens = new TokenInput { Ids = { request.Prefix } } };
        }

        if (request.MaxTokens is { } maxTokens)
        {
            message.Sampling.MaxTokens = (uint)maxTokens;
        }

        if (request.JsonSchema is { } schema)
        {
            message.Sampling.JsonSchema = schema;
        }

        if (request.Seed is { } seed)
        {
            message.Sampling.Seed = seed;
        }

        return message;
    }

    public static ChatInput From(IReadOnlyList<ChatTurn> chat) => new()
    {
        Messages = { chat.Select(turn => new ChatMessage { Role = turn.Role, Content = turn.Content }) },
    };

    public static GenerationEvent From(GenerateEvent item) => item.EventCase switch
    {
        GenerateEvent.EventOneofCase.Started => From(item.Started),
        GenerateEvent.EventOneofCase.Token => From(item.Token),
        GenerateEvent.EventOneofCase.Finished => From(item.Finished),
        _ => throw new GenerationFailedException(GenerationFault.ServerFault, "the server sent an event of a kind that this release does not know"),
    };

    public static ServedVariant From(Variant variant) => new()
    {
        Id = variant.Id,
        IsReady = variant.State == VariantState.Ready,
        State = $"{variant.State.ToString().ToLowerInvariant()}{(variant.StateReason.Length > 0 ? $": {variant.StateReason}" : "")}",
        BaseModel = variant.BaseModel,
        Architecture = variant.Architecture,
        Parameters = (long)variant.Parameters,
        FileType = variant.Quantization?.FileType ?? "",
        Method = variant.Quantization?.Method ?? "",
        BitsPerWeight = variant.Quantization?.BitsPerWeight ?? 0,
        FileBytes = (long)(variant.Quantization?.FileBytes ?? 0),
        Wakv = variant.Wakv,
        CacheTypeK = variant.CacheTypeK,
        CacheTypeV = variant.CacheTypeV,
        Context = (int)variant.Context,
        Vocabulary = (int)variant.Vocabulary,
        Threads = (int)variant.Threads,
        WeightsSha256 = variant.WeightsSha256,
        Fingerprint = variant.Fingerprint,
    };

    public static ServerInfo From(GetServerInfoResponse info) => new()
    {
        Product = info.Product,
        LlamaCppRelease = info.LlamaCppRelease,
        NativeLibrary = info.NativeLibrary,
        CpuFeatures = [.. info.CpuFeatures],
        MaxMessageBytes = (int)(info.Limits?.MaxMessageBytes ?? 0),
        Devices = [.. info.Devices.Select(d => $"{d.Name}: {d.Description}")],
    };

    public static TokenGenerated From(Token token) => new()
    {
        Index = (int)token.Index,
        Id = token.Id,
        Text = token.Text,
        Piece = Text(token.Bytes),
        Logprob = token.HasLogprob ? token.Logprob : null,
        Rank = token.HasRank ? (int)token.Rank : null,
        Entropy = token.HasEntropy ? token.Entropy : null,
        Margin = token.HasMargin ? token.Margin : null,
        Alternatives = token.Alternatives.Count == 0
            ? []
            : [.. token.Alternatives.Select(a => new TokenAlternative(a.Id, a.Logprob, Text(a.Bytes)))],
    };

    public static GenerationEnded From(Finished finished) => new()
    {
        Stop = finished.Reason switch
        {
            StopReason.EndOfText or StopReason.GrammarComplete => GenerationStop.EndOfText, // a whole text either way
            StopReason.StopString => GenerationStop.StopString,
            _ => GenerationStop.Length,
        },
        Text = finished.Text,
        PromptTokens = (int)(finished.Usage?.PromptTokens ?? 0),
        GeneratedTokens = (int)(finished.Usage?.GeneratedTokens ?? 0),
        Queue = finished.Timings?.Queue?.ToTimeSpan() ?? TimeSpan.Zero,
        Prefill = finished.Timings?.Prefill?.ToTimeSpan() ?? TimeSpan.Zero,
        Decode = finished.Timings?.Decode?.ToTimeSpan() ?? TimeSpan.Zero,
    };

    private static GenerationStarted From(Started started) => new()
    {
        Variant = started.Variant,
        Fingerprint = started.Fingerprint,
        WeightsSha256 = started.WeightsSha256,
        PromptTokens = (int)started.PromptTokens,
        PromptTokenIds = [.. started.PromptTokenIds],
        Seed = started.Seed,
    };

    private static string Text(ByteString bytes) => Encoding.UTF8.GetString(bytes.Span);
}
