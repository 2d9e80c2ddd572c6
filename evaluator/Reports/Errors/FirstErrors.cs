namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>What is told of first errors, over all variants.</summary>
internal sealed class FirstErrors
{
    // Later steps are few: together they are one column of the test.
    private const int LastStepAlone = 10;

    public FirstErrors(RunTable table)
    {
        var labels = new ErrorLabels(table.Votes);
        IReadOnlyList<string> types = [.. ErrorGroups.Types, .. ErrorGroups.Others];
        Types = new ErrorTable(table, types, labels.Type);
        InOtherOrder = new ErrorTable(table, [.. ErrorGroups.OtherOrder, .. ErrorGroups.Others], labels.InOtherOrder);
        Capabilities = new ErrorTable(table, ErrorGroups.Capabilities, labels.Capability);
        TypeShifts = new ShiftTable(table, cell => labels.Type(cell) is { } type ? types.Index().First(t => t.Item == type).Index : null);
        StepShifts = new ShiftTable(table, cell => cell.IsFailure && cell.FirstErrorStep is { } step ? Math.Min(step, LastStepAlone) : null);
        Hazard = new HazardTable(table);
    }

    public ErrorTable Types { get; }

    public ErrorTable InOtherOrder { get; }

    public ErrorTable Capabilities { get; }

    public ShiftTable TypeShifts { get; }

    public ShiftTable StepShifts { get; }

    public HazardTable Hazard { get; }
}
