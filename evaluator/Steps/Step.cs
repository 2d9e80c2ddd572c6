namespace QuantGrpc.Evaluator.Steps;

/// <summary>A step of a solution.</summary>
/// <param name="Number">From 1, in the order of the text, whatever number the text itself gives.</param>
/// <param name="Text">Without label, number or bullet; line ends are <c>\n</c>.</param>
/// <param name="Start">Offset of the first character in the raw text, label included.</param>
/// <param name="End">One past the last.</param>
internal sealed record Step(int Number, string Text, int Start, int End);
