namespace QuantGrpc.Hosting.Options;

/// <summary>A configuration that is refused: all its errors in one message, a line each.</summary>
public sealed class OptionsException(IReadOnlyList<OptionError> errors)
    : StartException(string.Join('\n', errors.Select(error => error.ToString()).Prepend("The configuration is refused:")))
{
    /// <summary>Every error, in the order of the options.</summary>
    public IReadOnlyList<OptionError> Errors { get; } = errors;
}
