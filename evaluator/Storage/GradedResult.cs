namespace QuantGrpc.Evaluator.Storage;

/// <summary>A result that is stored together with its grade.</summary>
/// <param name="Result">The result.</param>
/// <param name="GradeOf">Its grade, once the store has given the result its id.</param>
internal sealed record GradedResult(NewResult Result, Func<long, Grade> GradeOf);
