using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Variants;
using AssistantPrefix = QuantGrpc.Server.Engine.Generation.AssistantPrefix;

namespace QuantGrpc.Server.Calls;

/// <summary>A Generate request, checked as a whole: what it returns is valid for the variant.</summary>
internal static class GenerationParser
{
    /// <exception cref="RpcException">INVALID_ARGUMENT names the field, the value and what is allowed.</exception>
    public static GenerationRequest Parse(GenerateRequest message, ServedVariant variant, ResidentModel model)
    {
        var prompt = PromptParser.Parse(PromptSource.Of(message), variant, model);
        var prefix = PrefixParser.Parse(message.Prefix, model.Vocabulary);
        var room = RoomAfter(prompt.Length + prefix.Tokens.Length, variant);
        var sampling = SamplingParser.Parse(message.Sampling, new SamplingBounds(room, prefix, model.Vocabulary.Count));
        var request = new GenerationRequest
        {
            Id = Guid.CreateVersion7().ToString("N"),
            Prompt = prompt,
            Prefix = prefix,
            Samples = SamplesOf(message, variant),
            Sampling = sampling,
            Grammar = GrammarParser.Parse(message.Sampling, prefix, model.Vocabulary),
            Inspection = InspectionOf(message.Inspection),
            Guards = GuardsOf(message),
            Priority = PriorityOf(message),
            IsStrict = StrictOf(message.Strict, variant),
        };
        return FitsPool(request, variant);
    }

    /// <summary>What is asked of each token.</summary>
    public static InspectionSettings InspectionOf(Inspection? inspection)
    {
        inspection ??= new Inspection();
        Require.That(
            inspection.Alternatives <= RequestLimits.Alternatives, "inspection.alternatives", inspection.Alternatives, $"0 to {RequestLimits.Alternatives}");
        return new InspectionSettings
        {
            Figures = inspection.Logprob || inspection.Rank || inspection.Entropy || inspection.Margin,
            Alternatives = (int)inspection.Alternatives,
            Prefix = inspection.Prefix || inspection.Prompt,
            Prompt = inspection.Prompt,
        };
    }

    /// <summary>Tokens that the context leaves after what is given, at least 1.</summary>
    public static int RoomAfter(int given, ServedVariant variant)
    {
        var context = variant.Spec.Context;
        return given < context
            ? context - given
            : throw GrpcErrors.InvalidArgument(
                "input", $"{given} tokens", $"at most {context - 1} tokens: {variant.Id} holds {context} a sequence, one of them to be generated");
    }

    private static int SamplesOf(GenerateRequest message, ServedVariant variant)
    {
        var most = variant.Spec.ContextSettings.Sequences;
        Require.That(
            !message.HasSamples || (message.Samples >= 1 && message.Samples <= most), "samples", message.Samples,
            $"1 to {most}, the sequences of {variant.Id}");
        return message.HasSamples ? (int)message.Samples : 1;
    }

    /// <exception cref="RpcException">INVALID_ARGUMENT: it would never be admitted.</exception>
    public static GenerationRequest FitsPool(GenerationRequest request, ServedVariant variant)
    {
        var cells = variant.Spec.ContextSettings.Cells;
        Require.That(
            request.Cells <= cells, "sampling.max_tokens", $"{request.Sampling.MaxTokens} for each of {request.Samples} samples",
            $"what fits into the {cells} KV cells of {variant.Id} beside the prompt's {request.Prompt.Length + request.Prefix.Tokens.Length}");
        return request;
    }

    /// <summary>Whether a request is computed apart from all others.</summary>
    /// <exception cref="RpcException">FAILED_PRECONDITION: the variant cannot.</exception>
    public static bool StrictOf(bool strict, ServedVariant variant) => !strict || !variant.Spec.ContextSettings.IsPool
        ? strict
        : throw GrpcErrors.FailedPrecondition(
            $"strict: {variant.Id} keeps its sequences in one pool of {variant.Spec.ContextSettings.Cells} KV cells (Models:KvCells), where results depend on "
            + "each other; without KvCells each sequence has its own part");

    private static int PriorityOf(GenerateRequest message)
    {
        Require.That(message.Priority is >= -10 and <= 10, "priority", message.Priority, "-10 to 10");
        return message.Priority;
    }

    private static GuardSettings GuardsOf(GenerateRequest message)
    {
        Require.That(!message.HasStopBelowMargin || float.IsFinite(message.StopBelowMargin), "stop_below_margin", message.StopBelowMargin, "a finite number");
        return new GuardSettings
        {
            Deadline = DeadlineOf(message.Deadline),
            StopBelowMargin = message.HasStopBelowMargin ? message.StopBelowMargin : null,
            Loop = LoopOf(message.LoopGuard),
        };
    }

    private static TimeSpan? DeadlineOf(Duration? deadline)
    {
        if (deadline is null)
        {
            return null;
        }

        const long longest = 30L * 24 * 3600;
        var valid = deadline is { Seconds: >= 0 and <= longest, Nanos: >= 0 and <= 999_999_999 } && (deadline.Seconds > 0 || deadline.Nanos > 0);
        Require.That(valid, "deadline", $"{deadline.Seconds}.{Math.Abs((long)deadline.Nanos):D9} s", "above 0 up to 30 days");
        return deadline.ToTimeSpan();
    }

    /// <summary>The loop guard that is asked for.</summary>
    public static LoopGuardSettings? LoopOf(LoopGuard? guard)
    {
        if (guard is null)
        {
            return null;
        }

        var defaults = new LoopGuardSettings();
        Require.That(!guard.HasRepeats || guard.Repeats is >= 2 and <= 64, "loop_guard.repeats", guard.Repeats, "2 to 64");
        Require.That(!guard.HasLongest || guard.Longest is >= 1 and <= RequestLimits.LoopPassage, "loop_guard.longest", guard.Longest, $"1 to {RequestLimits.LoopPassage}");
        Require.That(!guard.HasLeastTokens || guard.LeastTokens is >= 8 and <= 4096, "loop_guard.least_tokens", guard.LeastTokens, "8 to 4096");
        Require.That(guard.LowEntropy is >= 0 and <= 20, "loop_guard.low_entropy", guard.LowEntropy, "0 to 20");
        return new LoopGuardSettings
        {
            Repeats = guard.HasRepeats ? (int)guard.Repeats : defaults.Repeats,
            Longest = guard.HasLongest ? (int)guard.Longest : defaults.Longest,
            LeastTokens = guard.HasLeastTokens ? (int)guard.LeastTokens : defaults.LeastTokens,
            LowEntropy = guard.LowEntropy,
        };
    }
}
