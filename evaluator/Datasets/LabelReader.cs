using System.Globalization;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>
/// Rows of ProcessBench, whose label counts from 0 and says -1 for none, and of MiniMATH's form, whose first_error_step counts from 1 and
/// says 0 for none; here steps count from 1 and none is absent.
/// </summary>
internal static class LabelReader
{
    private const string FromZero = "label";
    private const string FromOne = "first_error_step";

    /// <summary>Whether a row is one.</summary>
    public static bool IsLabelled(SourceRow row) =>
        row.Lists.ContainsKey("steps") && (row.Texts.ContainsKey(FromZero) || row.Texts.ContainsKey(FromOne));

    /// <summary>Reads a row.</summary>
    /// <exception cref="RowFaultException">A field is missing or malformed.</exception>
    public static LabelledSolution Read(SourceRow row)
    {
        if (row.Fault is { } fault)
        {
            throw new RowFaultException(fault);
        }

        var steps = row.Lists.GetValueOrDefault("steps") is { Count: > 0 } list ? list : throw Fault(row, "steps", "no field steps with a list of texts");
        var closing = row.Find(["final_answer"]);
        var countsFromOne = !row.Texts.ContainsKey(FromZero);
        return new LabelledSolution
        {
            Id = row.Find(["id", "unique_id"]) ?? row.DefaultId,
            Problem = row.Find(["problem"]) ?? throw Fault(row, "problem", "no field problem"),
            Steps = steps,
            FinalAnswer = closing,
            FirstWrongStep = StepOf(row, countsFromOne, steps.Count + (closing is null ? 0 : 1)),
            CountsFromOne = countsFromOne,
            ErrorType = row.Find(["error_type"]),
            Answer = row.Find(["answer"]),
            Solution = row.Find(["solution"]),
            IsMiniMath = row.Texts.ContainsKey("family"),
        };
    }

    private static int? StepOf(SourceRow row, bool countsFromOne, int steps)
    {
        var field = countsFromOne ? FromOne : FromZero;
        var none = countsFromOne ? 0 : -1;
        var label = row.Texts.GetValueOrDefault(field);
        return int.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) && index >= none && index <= none + steps
            ? index == none ? null : index - none
            : throw Fault(row, field, $"{field} is {label ?? "missing"}; allowed is {none} for none, or {none + 1} to {none + steps} for {steps} steps");
    }

    private static RowFaultException Fault(SourceRow row, string field, string message) => new(new RowFault(row.Place, field, message));
}
