namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>A limit of the grader: never "wrong", always a reason. Caught by the grader alone.</summary>
internal sealed class UngradableException(string reason) : Exception(reason);
