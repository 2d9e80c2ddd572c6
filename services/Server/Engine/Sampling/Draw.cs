using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Comparison;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>A drawn token and its logprob under the distribution that it was drawn from.</summary>
internal readonly record struct Draw(TokenId Token, double Logprob);
