using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary>A solution that is given to all variants.</summary>
/// <param name="Problem">Id of its problem.</param>
/// <param name="Given">What the server gets.</param>
/// <param name="Steps">Where its steps are.</param>
internal sealed record Solution(string Problem, GivenText Given, SteppedText Steps);

/// <summary>Solutions, and how many problems had none that could be given.</summary>
internal sealed record Solutions(IReadOnlyList<Solution> All)
{
    /// <summary>Problems without a solution's text.</summary>
    public required int Missing { get; init; }

    /// <summary>Solutions that some variant's context does not hold.</summary>
    public required int TooLong { get; init; }
}
