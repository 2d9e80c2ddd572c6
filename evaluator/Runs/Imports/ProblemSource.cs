using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Runs.Imports;

/// <summary>Finds the problem that a row of outputs belongs to.</summary>
/// <param name="dataset">Where problems come from; null takes them from the rows.</param>
internal sealed class ProblemSource(Dataset? dataset)
{
    private readonly Dictionary<string, Problem> _byId = dataset?.Problems.ToDictionary(p => p.Id) ?? [];
    private readonly Dictionary<string, Problem> _byText = dataset?.Problems.DistinctBy(p => p.Text).ToDictionary(p => p.Text) ?? [];

    /// <summary>The row's problem.</summary>
    /// <param name="row">Texts and where they stand.</param>
    /// <param name="fields">Names of its fields.</param>
    /// <param name="scale">How the file writes levels.</param>
    /// <exception cref="RowFaultException">A field is missing or malformed, or the data set has no such problem.</exception>
    public Problem Of(SourceRow row, FieldMap fields, LevelScale scale)
    {
        if (dataset is null)
        {
            return new RowReader(fields, DatasetKind.Own, scale).Read(row);
        }

        // An id of another numbering may be some problem's id: what a row says of its text counts first.
        var text = row.Find(fields.NamesOf("problem"));
        var id = row.Find(fields.NamesOf("id")) ?? row.DefaultId;
        return (text is not null ? _byText.GetValueOrDefault(text) : _byId.GetValueOrDefault(id))
            ?? throw new RowFaultException(new RowFault(row.Place, text is not null ? "problem" : "id", text is not null
                ? $"{string.Join(" or ", fields.NamesOf("problem"))}: {dataset.Source} has no problem with this text"
                : $"{string.Join(" or ", fields.NamesOf("id"))} is {id}: {dataset.Source} has no such problem"));
    }
}
