using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>A variant of a run and where it is generated.</summary>
internal sealed record VariantRoute(RunVariant Variant, IGenerator Source)
{
    /// <summary>The name under which the source knows it.</summary>
    public string AskedName => Variant.Facts.RepeatOf ?? Variant.Name;

    public bool IsRepeat => Variant.Facts.RepeatOf is not null;

    /// <summary>The variant hash under which results of a stated fingerprint are stored.</summary>
    public string HashOf(string fingerprint) =>
        Variant.Facts is { RepeatOf: not null, BatchShape: { } shape } ? Repeat.HashOf(fingerprint, shape) : fingerprint;

    /// <summary>Makes sure that the source is still what the run's results are of.</summary>
    /// <param name="fingerprint">What the source states now.</param>
    /// <exception cref="RunRefusedException">It is another; both values are told.</exception>
    public void RequireSame(string fingerprint)
    {
        if (Variant.Fingerprint is { } known && known != HashOf(fingerprint))
        {
            throw new RunRefusedException(
                $"{Variant.Name} is not what this run began with: {Source.Address} states the fingerprint {HashOf(fingerprint)}, the run has {known}; "
                + "serve the same files under the same settings to go on, or type the command again to have the changed variant generated anew");
        }
    }
}
