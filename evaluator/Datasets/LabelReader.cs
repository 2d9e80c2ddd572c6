using System.Globalization;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>ProcessBench's rows: its label counts from 0 and says -1 for none; here steps count from 1 and none is absent.</summary>
internal static class LabelReader
{
    /// <summary>Reads a row.</summary>
    /// <exception cref="RowFaultException">A field is missing or malformed.</exception>
    public static LabelledSolution Read(SourceRow row)
    {
        if (row.Fault is { } fault)
        {
            throw new RowFaultException(fault);
        }

        var steps = row.Lists.GetValueOrDefault("steps") is { Count: > 0 } list ? list : throw Fault(row, "steps", "no field steps with a list of texts");
        return new LabelledSolution
        {
            Id = row.Find(["id"]) ?? row.DefaultId,
            Problem = row.Find(["problem"]) ?? throw Fault(row, "problem", "no field problem"),
            Steps = steps,
            FirstWrongStep = StepOf(row, steps.Count),
            Generator = row.Find(["generator"]),
            FinalAnswerCorrect = row.Find(["final_answer_correct"]) switch
            {
                null => null,
                "true" or "True" => true,
                "false" or "False" => false,
                var other => throw Fault(row, "final_answer_correct", $"final_answer_correct is {other}; allowed is true or false"),
            },
        };
    }

    private static int? StepOf(SourceRow row, int steps)
    {
        var label = row.Find(["label"]);
        return int.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) && index >= -1 && index < steps
            ? index < 0 ? null : index + 1
            : throw Fault(row, "label", $"label is {label ?? "missing"}; allowed is -1 for none, or 0 to {steps - 1} for {steps} steps");
    }

    private static RowFaultException Fault(SourceRow row, string field, string message) => new(new RowFault(row.Place, field, message));
}
