using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>
/// The noise floor: the reference a second time under another batch shape and, above temperature 0, another seed. A decode call of many
/// sequences rounds otherwise than one of a single sequence, so that what differs between the two is what any variant's loss has to exceed.
/// The reference is generated with the server's batch full, as the other variants are; the repeat comes after them, when nothing else is
/// in that batch, one request at a time: beside the reference's own requests it would share their batch and have the same shape. In a run
/// with --parallel 1 it is the other way about: the repeat fills the batch.
/// </summary>
internal static class Repeat
{
    public const string Alone = "one request at a time";
    public const string Loaded = "a full batch";

    /// <param name="reference">What is repeated.</param>
    /// <param name="parallelism">Cells in flight that the user asked for; null is automatic.</param>
    public static RunVariant Of(RunVariant reference, int? parallelism)
    {
        var shape = parallelism == 1 ? Loaded : Alone;
        return reference with
        {
            Name = $"{reference.Name} again",
            IsReference = false,
            Fingerprint = reference.Fingerprint is { } stated ? HashOf(stated, shape) : null,
            Facts = reference.Facts with { RepeatOf = reference.Name, BatchShape = shape },
        };
    }

    /// <summary>The variant hash of a repeat, from the fingerprint that the source states: its results are cells of their own.</summary>
    public static string HashOf(string fingerprint, string shape) => ContentHash.Of($"{fingerprint}\nrepeat: {shape}");
}
