namespace QuantGrpc.Evaluator.Storage;

/// <summary>What became of a result that was handed to the store.</summary>
/// <param name="ResultId">The id of the result that stands under its key.</param>
/// <param name="Written">Whether it is this one; otherwise another was there first and nothing changed.</param>
internal readonly record struct ResultWrite(long ResultId, bool Written);
