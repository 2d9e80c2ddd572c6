namespace QuantGrpc.Evaluator.Generation;

/// <summary>Keys of OpenAI-compatible endpoints: never an option's value, which others could read in a list of processes.</summary>
internal static class EndpointKey
{
    /// <param name="file">A file that holds it; null asks the environment.</param>
    /// <param name="variables">Names to ask for, in order.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>Null where there is none: many local servers want none.</returns>
    public static async Task<string?> ReadAsync(string? file, IReadOnlyList<string> variables, CancellationToken cancellation) => file is not null
        ? (await File.ReadAllTextAsync(file, cancellation)).Trim()
        : variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
