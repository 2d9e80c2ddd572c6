using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Judges.Quality;
using QuantGrpc.Evaluator.Steps;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>Labelled solutions as cases for judges.</summary>
internal static class LabelledCases
{
    /// <exception cref="DatasetException">The type of error is none that is known.</exception>
    public static LabelledCase Of(LabelledSolution solution) => new()
    {
        Id = solution.Id,
        Case = new JudgeCase
        {
            Problem = solution.Problem,
            Steps = solution.Steps,
            FinalAnswer = solution.FinalAnswer,
            ReferenceAnswer = solution.Answer,
            ReferenceSteps = solution.Solution is { } right ? [.. StepParser.Parse(right).Steps.Select(s => s.Text)] : null,
            IsMiniMath = solution.IsMiniMath,
        },
        Step = solution.FirstWrongStep,
        Type = solution.ErrorType is { } name
            ? ErrorTypes.Find(name) ?? throw new DatasetException($"{solution.Id}: error_type is {name}; allowed is {string.Join(", ", ErrorTypes.Asked.Select(t => t.NameOf()))}")
            : null,
        Convention = solution.CountsFromOne ? LabelConvention.FromOne : LabelConvention.FromZero,
    };
}
