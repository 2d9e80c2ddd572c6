namespace QuantGrpc.Llama.Text;

/// <summary>The weights that a vocabulary belongs to were freed.</summary>
public sealed class VocabularyFreedException(Exception inner) : Exception("the model's weights were freed meanwhile", inner);
