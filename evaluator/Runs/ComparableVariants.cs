using System.Globalization;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Whether a variant of a run can be set beside the run's reference, token by token.</summary>
internal static class ComparableVariants
{
    /// <summary>Null where it can; else why not, with the numbers.</summary>
    /// <param name="served">What the server states now.</param>
    /// <param name="run">The run; it has a reference.</param>
    /// <param name="variant">One of its others.</param>
    public static string? ReasonAgainst(IReadOnlyList<ServedVariant> served, Run run, RunVariant variant)
    {
        var reference = run.Reference ?? throw new InvalidOperationException($"run {run.Id} has no reference");
        var beside = served.FirstOrDefault(v => v.Id == reference.Name);
        var other = served.FirstOrDefault(v => v.Id == variant.Name);
        return ReasonAgainst(reference, beside) ?? ReasonAgainst(variant, other)
            ?? (other?.Vocabulary == beside?.Vocabulary
                ? null
                : $"its vocabulary has {Number(other?.Vocabulary)} tokens, that of {reference.Name} {Number(beside?.Vocabulary)}");
    }

    private static string? ReasonAgainst(RunVariant asked, ServedVariant? served) => served switch
    {
        _ when asked.Facts.Endpoint is not null => $"{asked.Name} is an endpoint, which states no whole distributions",
        null => $"{asked.Name} is not on this server: only what it holds itself states whole distributions",
        { IsReady: false } =>
            $"{asked.Name} is not resident ({served.State}); it and the reference must be, {Number(served.FileBytes)} bytes of its weights included",
        _ when served.Fingerprint != asked.Fingerprint =>
            $"{asked.Name} is served with fingerprint {Short(served.Fingerprint)} now, and the run has it with {Short(asked.Fingerprint)}",
        _ => null,
    };

    private static string Number(long? value) => (value ?? 0).ToString("N0", CultureInfo.InvariantCulture);

    private static string Short(string? fingerprint) => fingerprint is { Length: > 12 } ? fingerprint[..12] : fingerprint ?? "none";
}
