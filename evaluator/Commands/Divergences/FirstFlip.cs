namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary>The first token of a solution at which a variant prefers another token than the reference does.</summary>
/// <param name="Token">Its index.</param>
/// <param name="Step">Its step, from 1; null before the first step and where the text has none.</param>
/// <param name="IsClosing">Whether it stands in the closing answer, behind the last step.</param>
internal sealed record FirstFlip(int Token, int? Step, bool IsClosing)
{
    /// <param name="steps">The solution.</param>
    /// <param name="token">The token's index.</param>
    public static FirstFlip At(SteppedText steps, int token)
    {
        var step = steps.StepOf(token);
        return new FirstFlip(token, step, step > steps.Steps.Count);
    }
}
