using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine;

/// <summary>A drawn token and its logprob under the distribution that it was drawn from.</summary>
internal readonly record struct Draw(TokenId Token, double Logprob);
