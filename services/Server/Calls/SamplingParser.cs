using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Comparison;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using AssistantPrefix = QuantGrpc.Server.Engine.Generation.AssistantPrefix;
using LogitBias = QuantGrpc.Server.Engine.Sampling.LogitBias;
using Messages = QuantGrpc.Inference.V1;

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
            TypicalP = sampling.HasTypicalP ? sampling.TypicalP : 1,
            RepetitionPenalty = sampling.HasRepetitionPenalty ? sampling.RepetitionPenalty : 1,
            PresencePenalty = sampling.PresencePenalty,
            FrequencyPenalty = sampling.FrequencyPenalty,
            LogitBias = BiasOf(sampling, bounds.Vocabulary),
        };
    }

    /// <summary>What is in force, as a message.</summary>
    /// <param name="settings">Every default filled in.</param>
    /// <param name="asked">As it came: a grammar or schema is told as it was written.</param>
    public static Sampling ToMessage(SamplingSettings settings, Sampling? asked)
    {
        var message = new Sampling
        {
            MaxTokens = (uint)settings.MaxTokens,
            Temperature = settings.Temperature,
            TopP = settings.TopP,
            MinP = settings.MinP,
            Seed = settings.Seed,
            MinTokens = (uint)settings.MinTokens,
            TypicalP = settings.TypicalP,
            RepetitionPenalty = settings.RepetitionPenalty,
            PresencePenalty = settings.PresencePenalty,
            FrequencyPenalty = settings.FrequencyPenalty,
            LogitBias = { settings.LogitBias.Select(b => new Messages.LogitBias { Id = (uint)b.Token.Value, Bias = b.Bias }) },
        };
        if (settings.TopK is { } topK)
        {
            message.TopK = (uint)topK;
        }

        message.Stop.AddRange(settings.Stop);
        switch (asked?.ConstraintCase)
        {
            case Sampling.ConstraintOneofCase.Grammar:
                message.Grammar = asked.Grammar;
                break;
            case Sampling.ConstraintOneofCase.JsonSchema:
                message.JsonSchema = asked.JsonSchema;
                break;
            default:
                break;
        }

        return message;
    }

    private static void Check(Sampling sampling)
    {
        Require.That(!sampling.HasMaxTokens || sampling.MaxTokens >= 1, "sampling.max_tokens", sampling.MaxTokens, "at least 1");
        Require.That(sampling.Temperature is >= 0 and <= RequestLimits.Temperature, "sampling.temperature", sampling.Temperature, "0 to 100");
        Require.That(!sampling.HasTopK || sampling.TopK >= 1, "sampling.top_k", sampling.TopK, "at least 1");
        Require.That(!sampling.HasTopP || sampling.TopP is > 0 and <= 1, "sampling.top_p", sampling.TopP, "above 0 up to 1");
        Require.That(sampling.MinP is >= 0 and <= 1, "sampling.min_p", sampling.MinP, "0 to 1");
        Require.That(!sampling.HasTypicalP || sampling.TypicalP is > 0 and <= 1, "sampling.typical_p", sampling.TypicalP, "above 0 up to 1");
        Require.That(
            !sampling.HasRepetitionPenalty || sampling.RepetitionPenalty is > 0 and <= 10, "sampling.repetition_penalty",
            sampling.RepetitionPenalty, "above 0 up to 10");
        Require.That(sampling.PresencePenalty is >= -100 and <= 100, "sampling.presence_penalty", sampling.PresencePenalty, "-100 to 100");
        Require.That(sampling.FrequencyPenalty is >= -100 and <= 100, "sampling.frequency_penalty", sampling.FrequencyPenalty, "-100 to 100");
        CheckStops(sampling);
    }

    private static void CheckStops(Sampling sampling)
    {
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

    private static LogitBias[] BiasOf(Sampling sampling, int vocabulary)
    {
        Require.That(
            sampling.LogitBias.Count <= RequestLimits.LogitBiases, "sampling.logit_bias", $"{sampling.LogitBias.Count} tokens", $"at most {RequestLimits.LogitBiases}");
        var seen = new HashSet<uint>();
        var biases = new LogitBias[sampling.LogitBias.Count];
        for (var i = 0; i < biases.Length; i++)
        {
            var (id, bias) = (sampling.LogitBias[i].Id, sampling.LogitBias[i].Bias);
            var field = $"sampling.logit_bias[{i}]";
            Require.That(id < vocabulary, $"{field}.id", id, $"0 to {vocabulary - 1}");
            Require.That(seen.Add(id), $"{field}.id", id, "each token once");
            Require.That(bias is >= -1000 and <= 1000 || float.IsNegativeInfinity(bias), $"{field}.bias", bias, "-1000 to 1000, or minus infinity");
            biases[i] = new LogitBias(new TokenId((int)id), bias);
        }

        return biases;
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
