using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine.Generation;

/// <summary>When an output counts as a loop.</summary>
internal sealed record LoopGuardSettings
{
    /// <summary>Repetitions of one passage, at least 2.</summary>
    public int Repeats { get; init; } = 4;

    /// <summary>Longest passage in tokens.</summary>
    public int Longest { get; init; } = 64;

    /// <summary>Tokens that the repetitions cover at least.</summary>
    public int LeastTokens { get; init; } = 48;

    /// <summary>Mean entropy in nats below which near repetitions count; 0 for exact ones alone.</summary>
    public float LowEntropy { get; init; }
}

/// <summary>
/// Finds an output whose end repeats one passage. For every possible length of the passage it keeps how many tokens in a row equal
/// the one that far before: one comparison a length and token, whatever the output's length.
/// </summary>
internal sealed class LoopDetector(LoopGuardSettings settings)
{
    // A near repetition lets one token of ten differ.
    private const int NearShare = 10;

    private readonly TokenId[] _last = new TokenId[settings.Longest];
    private readonly int[] _equal = new int[settings.Longest];
    private readonly int[] _near = new int[settings.Longest];
    private readonly int[] _missed = new int[settings.Longest];
    private readonly double[] _entropy = new double[settings.Longest];
    private int _count;

    /// <summary>Takes the next token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="entropy">Entropy in nats of the row that it was drawn from; read only where near repetitions count.</param>
    /// <returns>Whether the output has become a loop.</returns>
    public bool Add(TokenId token, double entropy)
    {
        var found = false;
        for (var length = 1; length <= Math.Min(settings.Longest, _count); length++)
        {
            found |= Compare(length, token.Equals(_last[(_count - length) % settings.Longest]), entropy);
        }

        _last[_count++ % settings.Longest] = token;
        return found;
    }

    private bool Compare(int length, bool equal, double entropy)
    {
        var at = length - 1;
        _equal[at] = equal ? _equal[at] + 1 : 0;

        // The first passage is no repetition: the others have to cover the rest.
        var wanted = Math.Max((settings.Repeats - 1) * length, settings.LeastTokens - length);
        return _equal[at] >= wanted || (settings.LowEntropy > 0 && NearlyEqual(at, equal, entropy) && _near[at] >= wanted);
    }

    // Counts a stretch that begins with an equal token and of which at most a tenth differs.
    private bool NearlyEqual(int at, bool equal, double entropy)
    {
        if (_near[at] == 0 && !equal)
        {
            return false;
        }

        _near[at]++;
        _missed[at] += equal ? 0 : 1;
        _entropy[at] += entropy;
        if (_missed[at] * NearShare <= _near[at] + NearShare)
        {
            return _missed[at] * NearShare <= _near[at] && _entropy[at] < settings.LowEntropy * _near[at];
        }

        _near[at] = _missed[at] = 0;
        _entropy[at] = 0;
        return false;
    }
}
