using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Calls;

/// <summary>Sampling as asked for, checked and with every default filled in.</summary>
internal static class SamplingParser
{
    /// <param name="sampling">As it came; null for all defaults.</param>
    /// <param name="room">Tokens that the context leaves after the prompt, at least 1.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT names the field.</exception>
    public static SamplingSettings Parse(Sampling? sampling, int room)
    {
        sampling ??= new Sampling();
        Check(sampling);
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
        Require(!sampling.HasMaxTokens || sampling.MaxTokens >= 1, "sampling.max_tokens", sampling.MaxTokens, "at least 1");
        Require(sampling.Temperature is >= 0 and <= RequestLimits.Temperature, "sampling.temperature", sampling.Temperature, "0 to 100");
        Require(!sampling.HasTopK || sampling.TopK >= 1, "sampling.top_k", sampling.TopK, "at least 1");
        Require(!sampling.HasTopP || sampling.TopP is > 0 and <= 1, "sampling.top_p", sampling.TopP, "above 0 up to 1");
        Require(sampling.MinP is >= 0 and <= 1, "sampling.min_p", sampling.MinP, "0 to 1");
        Require(
            sampling.Stop.Count <= RequestLimits.StopStrings, "sampling.stop", sampling.Stop.Count, $"at most {RequestLimits.StopStrings} strings");
        foreach (var stop in sampling.Stop)
        {
            var bytes = Encoding.UTF8.GetByteCount(stop);
            Require(
                bytes is >= 1 and <= RequestLimits.StopStringBytes, "sampling.stop", $"a string of {bytes} bytes",
                $"1 to {RequestLimits.StopStringBytes} bytes of UTF-8 each");
        }
    }

    private static void Require(bool holds, string field, object value, string allowed)
    {
        if (!holds)
        {
            throw GrpcErrors.InvalidArgument(field, value.ToString() ?? "", allowed);
        }
    }
}
