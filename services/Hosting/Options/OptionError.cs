namespace QuantGrpc.Hosting.Options;

/// <summary>One thing wrong with the configuration.</summary>
/// <param name="Path">The option's path, such as <c>Server:Queue</c>.</param>
/// <param name="Value">The value that was refused; null where there is none.</param>
/// <param name="Allowed">What is allowed there.</param>
public sealed record OptionError(string Path, string? Value, string Allowed)
{
    private const int LongestValue = 80;

    /// <inheritdoc/>
    public override string ToString() => Value switch
    {
        null => $"{Path}: {Allowed}",
        { Length: > LongestValue } => $"{Path} is '{Value[..LongestValue]}…': {Allowed}",
        _ => $"{Path} is '{Value}': {Allowed}",
    };
}
