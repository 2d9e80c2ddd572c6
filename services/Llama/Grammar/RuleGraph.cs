namespace QuantGrpc.Llama.Grammar;

/// <summary>A finished grammar as the matcher walks it. Immutable.</summary>
/// <param name="Nodes">All nodes.</param>
/// <param name="Sets">Sets of characters by index.</param>
/// <param name="Starts">The first node of each rule.</param>
/// <param name="Root">The rule that a text must match.</param>
internal sealed record RuleGraph(NodeTable Nodes, CodePointSet[] Sets, int[] Starts, int Root);
