namespace QuantGrpc.Evaluator.Reports.Judged;

/// <summary>What a judge took for the run's failures, replies that do not count included.</summary>
internal sealed record JudgeCostModel(string Judge, int Replies, long PromptTokens, long GeneratedTokens, double Seconds);
