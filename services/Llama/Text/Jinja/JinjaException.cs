namespace QuantGrpc.Llama.Text.Jinja;

/// <summary>A template cannot be parsed or rendered; the message names the construct and its line.</summary>
internal sealed class JinjaException : Exception
{
    public JinjaException(string message, int line)
        : base($"line {line}: {message}")
    {
    }

    /// <summary>What the template itself raised, in its own words.</summary>
    public JinjaException(string raised)
        : base(raised)
    {
        IsRaised = true;
    }

    /// <summary>Whether the template raised it.</summary>
    public bool IsRaised { get; }
}
