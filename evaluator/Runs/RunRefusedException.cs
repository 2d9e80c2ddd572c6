namespace QuantGrpc.Evaluator.Runs;

/// <summary>A run that cannot begin; the message names the option, the value and what is allowed.</summary>
internal sealed class RunRefusedException(string message) : Exception(message);
