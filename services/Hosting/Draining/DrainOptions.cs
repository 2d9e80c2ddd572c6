using System.ComponentModel.DataAnnotations;

namespace QuantGrpc.Hosting.Draining;

/// <summary>How long each part of a shutdown may take. A pod's grace period must be longer than <see cref="ShutdownTimeout"/>.</summary>
public sealed record DrainOptions : IValidatableObject
{
    /// <summary>
    /// Time between "not ready" and the end of accepting, for balancers to take notice; calls are served as before. 0 where
    /// nothing balances.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan PreDrain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for the whole shutdown, <see cref="PreDrain"/> included; afterwards connections are cut.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Streams that still run are ended this long before the shutdown time runs out, so that they end with a status.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan StreamEndMargin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long streams may go on once the drain has begun.</summary>
    public TimeSpan StreamTime => ShutdownTimeout - StreamEndMargin;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PreDrain + StreamEndMargin > ShutdownTimeout)
        {
            yield return new ValidationResult(
                $"their sum, {PreDrain + StreamEndMargin}, must not exceed {nameof(ShutdownTimeout)}, {ShutdownTimeout}",
                [nameof(PreDrain), nameof(StreamEndMargin)]);
        }
    }
}
