namespace QuantGrpc.Hosting;

/// <summary>
/// A start that cannot go on for a reason that the user can mend: bad options, a port in use. The message is complete and
/// is all that is shown; the process then ends with <see cref="ExitCode"/>, without a stack trace.
/// </summary>
public class StartException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The process's exit code for any such start.</summary>
    public const int ExitCode = 2;
}
