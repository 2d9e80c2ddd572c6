namespace QuantGrpc.Evaluator.Judges;

/// <summary>
/// What a first wrong step shows: seven types in four categories (arXiv:2501.03035, as others restate it). A step gets the first that
/// holds in this order.
/// </summary>
internal enum ErrorType
{
    None,
    ConceptualMisunderstanding,
    ContextualOversight,
    LogicalReasoningError,
    ProceduralError,
    FormulaRuleError,
    ComputationalError,
    SymbolicManipulationError,
    OffProblem,
    Unparseable,
}

/// <summary>Names of error types as replies, tables and the store spell them.</summary>
internal static class ErrorTypes
{
    private static readonly Dictionary<string, ErrorType> ByName = Enum.GetValues<ErrorType>().ToDictionary(NameOf);

    /// <summary>The seven types that a judge is asked for, in order.</summary>
    public static IReadOnlyList<ErrorType> Asked { get; } =
    [
        .. Enum.GetValues<ErrorType>().Where(t => t is >= ErrorType.ConceptualMisunderstanding and <= ErrorType.SymbolicManipulationError),
    ];

    /// <summary>Snake case, for example "computational_error".</summary>
    public static string NameOf(this ErrorType type) =>
        string.Concat(type.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>The type of a name; null for none of ours.</summary>
    public static ErrorType? Find(string? name) => name is not null && ByName.TryGetValue(name, out var type) ? type : null;
}
