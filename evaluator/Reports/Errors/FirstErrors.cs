namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>What is told of first errors, over all variants.</summary>
internal sealed class FirstErrors
{
    // Later steps are few: together they are one column of the test.
    private const int LastStepAlone = 10;

    private readonly RunTable _table;
    private readonly ErrorLabels _labels;

    public FirstErrors(RunTable table)
    {
        _table = table;
        _labels = new ErrorLabels(table.Votes);
        IReadOnlyList<string> types = [.. ErrorGroups.Types, .. ErrorGroups.Others];
        Types = new ErrorTable(table, types, _labels.Type);
        InOtherOrder = new ErrorTable(table, [.. ErrorGroups.OtherOrder, .. ErrorGroups.Others], _labels.InOtherOrder);
        Capabilities = new ErrorTable(table, ErrorGroups.Capabilities, _labels.Capability);
        TypeShifts = new ShiftTable(table, cell => _labels.Type(cell) is { } type ? types.Index().First(t => t.Item == type).Index : null);
        StepShifts = new ShiftTable(table, cell => cell.IsFailure && cell.FirstErrorStep is { } step ? Math.Min(step, LastStepAlone) : null);
        Hazard = new HazardTable(table);
    }

    public ErrorTable Types { get; }

    public ErrorTable InOtherOrder { get; }

    public ErrorTable Capabilities { get; }

    public ShiftTable TypeShifts { get; }

    public ShiftTable StepShifts { get; }

    public HazardTable Hazard { get; }

    /// <summary>Failures in which the solution took a wrong step back itself, of those on which a judge is asked for it; null where none is.</summary>
    public ShareModel? SelfRepair(string variant)
    {
        var asked = _table.Of(variant).Where(c => c.IsFailure && _labels.IsRepaired(c) is not null).ToList();
        return asked.Count == 0 ? null : _table.Share(asked, c => _labels.IsRepaired(c) is true);
    }
}
