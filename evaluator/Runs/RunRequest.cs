using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>What is to be evaluated, with what.</summary>
internal sealed record RunRequest
{
    public required Dataset Dataset { get; init; }

    /// <summary>Problems to take, stratified by subject and level; null takes all.</summary>
    public int? Sample { get; init; }

    /// <summary>Variants as the user calls them; empty takes all that serve.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>The variant that the others are compared with; null takes the first.</summary>
    public string? Reference { get; init; }

    /// <summary>The prompt's name as it was asked for; null for the one that fits the data.</summary>
    public string? PromptName { get; init; }

    public required SolutionSettings Settings { get; init; }

    /// <summary>Judges as the user names them; empty judges nothing.</summary>
    public IReadOnlyList<string> Judges { get; init; } = [];

    /// <summary>Judges that do not vote: asked where the voters leave step or type open.</summary>
    public IReadOnlyList<string> Arbiters { get; init; } = [];

    /// <summary>Give the reference's solutions to the other variants, token by token.</summary>
    public bool Divergence { get; init; }

    /// <summary>Problems in flight, over all variants.</summary>
    public int Parallelism { get; init; } = 16;
}
