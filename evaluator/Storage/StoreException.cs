namespace QuantGrpc.Evaluator.Storage;

/// <summary>The file cannot serve as a store; the message names it and tells its user what to do.</summary>
internal sealed class StoreException(string message, Exception? cause = null) : Exception(message, cause);
