using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Comparison;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>Added to a token's logit before anything else; minus infinity means that it is never drawn.</summary>
internal readonly record struct LogitBias(TokenId Token, float Bias);
