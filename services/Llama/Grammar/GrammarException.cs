namespace QuantGrpc.Llama.Grammar;

/// <summary>A grammar or schema is refused, or a text is too ambiguous to follow; the message says where and why.</summary>
public sealed class GrammarException(string message) : Exception(message);
