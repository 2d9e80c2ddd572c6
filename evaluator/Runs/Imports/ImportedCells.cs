using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Runs.Imports;

/// <summary>Outputs by variant, problem and sample: every variant must have the same.</summary>
internal sealed class ImportedCells
{
    private readonly Dictionary<string, Problem> _problems = []; // by text
    private readonly Dictionary<string, string> _textsById = [];
    private readonly Dictionary<string, Dictionary<string, SortedDictionary<int, string>>> _cells = []; // by variant and text: the samples
    private readonly Dictionary<string, string> _prompts = [];

    /// <summary>In order of appearance.</summary>
    public IReadOnlyList<string> Variants => [.. _cells.Keys];

    /// <summary>In order of appearance.</summary>
    public IReadOnlyList<Problem> Problems => [.. _problems.Values];

    /// <summary>Samples of every cell; <see cref="Check"/> holds it.</summary>
    public int Samples => _cells.Values.First().Values.First().Count;

    /// <exception cref="RowFaultException">Its id has another text elsewhere, or its cell is taken.</exception>
    public void Add(ImportedOutput output)
    {
        var text = output.Problem.Text;
        if (!_textsById.TryAdd(output.Problem.Id, text) && _textsById[output.Problem.Id] != text)
        {
            throw Fault(output, "id", $"{output.Problem.Id} is the id of another problem in a row before");
        }

        if (_problems.TryGetValue(text, out var known) && known.Answer != output.Problem.Answer)
        {
            throw Fault(output, "answer", $"the reference answer is {output.Problem.Answer}, and {known.Answer} in a row before");
        }

        _problems.TryAdd(text, output.Problem);
        _prompts.TryAdd(text, output.Prompt);
        Add(output, CellsOf(output.Variant, text));
    }

    /// <summary>The outputs of a cell, by sample from 0.</summary>
    public IEnumerable<string> Of(string variant, Problem problem) => _cells[variant][problem.Text].Values;

    /// <summary>What was sent, as the first file tells that does.</summary>
    public string PromptOf(Problem problem) => _prompts[problem.Text];

    /// <exception cref="DatasetException">Nothing, or variants that lack problems or samples of others.</exception>
    public void Check()
    {
        if (_problems.Count == 0)
        {
            throw new DatasetException("no output in the files");
        }

        foreach (var (variant, cells) in _cells)
        {
            var lacking = _problems.Values.Where(p => !cells.ContainsKey(p.Text)).ToList();
            if (lacking.Count > 0)
            {
                throw new DatasetException(
                    $"{variant}: no output for {lacking.Count} of {_problems.Count} problems, {string.Join(", ", lacking.Take(5).Select(p => p.Id))} first; variants are compared on the same problems");
            }

            var uneven = _problems.Values.FirstOrDefault(p => cells[p.Text].Count != Samples || cells[p.Text].Last().Key != Samples - 1);
            if (uneven is not null)
            {
                throw new DatasetException(
                    $"{variant}: problem {uneven.Id} has samples {string.Join(", ", cells[uneven.Text].Keys)}; every problem of every variant needs 0 to {Samples - 1}, as many as the first has");
            }
        }
    }

    private static void Add(ImportedOutput output, SortedDictionary<int, string> samples)
    {
        var sample = output.Sample ?? samples.Count;
        foreach (var text in output.Texts)
        {
            if (!samples.TryAdd(sample, text))
            {
                throw Fault(output, "sample", $"{output.Variant} has a sample {sample} of problem {output.Problem.Id} already");
            }

            sample++;
        }
    }

    private SortedDictionary<int, string> CellsOf(string variant, string text)
    {
        if (!_cells.TryGetValue(variant, out var cells))
        {
            _cells[variant] = cells = [];
        }

        if (!cells.TryGetValue(text, out var samples))
        {
            cells[text] = samples = [];
        }

        return samples;
    }

    private static RowFaultException Fault(ImportedOutput output, string field, string message) =>
        new(new RowFault(output.Place, field, message));
}
