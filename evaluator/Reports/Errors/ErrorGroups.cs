namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>Error types in order, and the two capabilities that they are grouped into (this product's own grouping).</summary>
internal static class ErrorGroups
{
    /// <summary>In the judges' order: conceptual, reasoning, method, execution.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "conceptual_misunderstanding", "contextual_oversight", "logical_reasoning_error", "procedural_error", "formula_rule_error",
        "computational_error", "symbolic_manipulation_error",
    ];

    /// <summary>Conceptual, method, execution, reasoning.</summary>
    public static IReadOnlyList<string> OtherOrder { get; } =
    [
        "conceptual_misunderstanding", "contextual_oversight", "procedural_error", "formula_rule_error", "computational_error",
        "symbolic_manipulation_error", "logical_reasoning_error",
    ];

    /// <summary>What a failure may show instead of one of the seven.</summary>
    public static IReadOnlyList<string> Others { get; } = ["off_problem", "unparseable"];

    public static IReadOnlyList<string> Capabilities { get; } = ["numerical computation", "reasoning planning"];

    /// <summary>Execution is numerical computation; concept, method and reasoning are reasoning planning.</summary>
    public static string? CapabilityOf(string? type) => type switch
    {
        "computational_error" or "symbolic_manipulation_error" => Capabilities[0],
        null => null,
        _ => Types.Contains(type) ? Capabilities[1] : null,
    };
}
