using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;
using AssistantPrefix = QuantGrpc.Server.Engine.AssistantPrefix;

namespace QuantGrpc.Server.Calls;

/// <summary>Sampling as asked for, checked and with every default filled in.</summary>
internal static class SamplingParser
{
    /// <param name="sampling">As it came; null for all defaults.</param>
    /// <param name="bounds">What the variant and the prompt allow.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT names the field.</exception>
    public static SamplingSettings Parse(Sampling? sampling, SamplingBounds bounds)
    {
        sampling ??= new Sampling();
        Check(sampling);
        CheckPrefix(sampling, bounds.Prefix);
        var room = bounds.MostOutput;
        var wanted = sampling.HasMaxTokens ? sampling.MaxTokens : (uint)room;
        return new SamplingSettings
        {
            MaxTokens = (int)Math.Min(wanted, (uint)room),
            MaxTokensCut = wanted > room,
            Temperature = sampling.Temperature,
            TopK = sampling.HasTopK ? (int)Math.Min(sampling.TopK, int.MaxValue) : null,
            TopP = sampling.HasTopP ? sampling.TopP : 1,
            MinP = sampling.MinP,
            Seed = sampling.HasSeed ? sampling.Seed : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)),
            Stop = [.. sampling.Stop],
            MinTokens = (int)Math.Min(sampling.MinTokens, (uint)room),
        };
    }

    /// <summary>What is in force, as a message.</summary>
    public static Sampling ToMessage(SamplingSettings settings)
    {
        var message = new Sampling
        {
            MaxTokens = (uint)settings.MaxTokens,
            Temperature = settings.Temperature,
            TopP = settings.TopP,
            MinP = settings.MinP,
            Seed = settings.Seed,
            MinTokens = (uint)settings.MinTokens,
        };
        if (settings.TopK is { } topK)
        {
            message.TopK = (uint)topK;
        }

        message.Stop.AddRange(settings.Stop);
        return message;
    }

    private static void Check(Sampling sampling)
    {
        Require.That(!sampling.HasMaxTokens || sampling.MaxTokens >= 1, "sampling.max_tokens", sampling.MaxTokens, "at least 1");
        Require.That(sampling.Temperature is >= 0 and <= RequestLimits.Temperature, "sampling.temperature", sampling.Temperature, "0 to 100");
        Require.That(!sampling.HasTopK || sampling.TopK >= 1, "sampling.top_k", sampling.TopK, "at least 1");
        Require.That(!sampling.HasTopP || sampling.TopP is > 0 and <= 1, "sampling.top_p", sampling.TopP, "above 0 up to 1");
        Require.That(sampling.MinP is >= 0 and <= 1, "sampling.min_p", sampling.MinP, "0 to 1");
        Require.That(
            sampling.Stop.Count <= RequestLimits.StopStrings, "sampling.stop", sampling.Stop.Count, $"at most {RequestLimits.StopStrings} strings");
        foreach (var stop in sampling.Stop)
        {
            var bytes = Encoding.UTF8.GetByteCount(stop);
            Require.That(
                bytes is >= 1 and <= RequestLimits.StopStringBytes, "sampling.stop", $"a string of {bytes} bytes",
                $"1 to {RequestLimits.StopStringBytes} bytes of UTF-8 each");
        }
    }

    // What counts as own output has to leave room for a token, and must not have ended already.
    private static void CheckPrefix(Sampling sampling, AssistantPrefix prefix)
    {
        if (!prefix.OwnOutput)
        {
            return;
        }

        Require.That(
            !sampling.HasMaxTokens || sampling.MaxTokens > prefix.Tokens.Length, "sampling.max_tokens", sampling.MaxTokens,
            $"more than the {prefix.Tokens.Length} tokens of the prefix, which count as output");
        Require.That(
            SequenceText.After(prefix, [.. sampling.Stop]).StopFound is null, "prefix", "a text that holds a stop string", "own output that has not ended");
    }
}

/// <summary>What bounds the sampling of one request.</summary>
/// <param name="Room">Tokens that the context leaves after prompt and prefix, at least 1.</param>
/// <param name="Prefix">The assistant's prefix.</param>
/// <param name="Vocabulary">Tokens of the vocabulary.</param>
internal readonly record struct SamplingBounds(int Room, AssistantPrefix Prefix, int Vocabulary)
{
    /// <summary>Most tokens that count as output, own ones of the prefix included.</summary>
    public int MostOutput => Room + (Prefix.OwnOutput ? Prefix.Tokens.Length : 0);
}
