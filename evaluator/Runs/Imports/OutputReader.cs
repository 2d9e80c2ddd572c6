using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Runs.Imports;

/// <summary>Reads files of outputs: own rows (JSONL, CSV, Parquet), or samples of lm-evaluation-harness.</summary>
/// <param name="problems">Where problems come from.</param>
/// <param name="map">Names of the fields of own rows.</param>
internal sealed class OutputReader(ProblemSource problems, ImportMap map)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>What is wrong with rows.</summary>
    public RowFaults Faults { get; } = new();

    /// <summary>All rows of a file that can be read; the others are in <see cref="Faults"/>.</summary>
    public async IAsyncEnumerable<ImportedOutput> ReadAsync(ImportFile file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!File.Exists(file.Path))
        {
            throw new DatasetException($"{file.Path}: there is no such file");
        }

        var outputs = await IsHarnessAsync(file.Path, cancellation) ? HarnessAsync(file, cancellation) : OwnAsync(file, cancellation);
        await foreach (var output in outputs)
        {
            yield return output;
        }
    }

    private async IAsyncEnumerable<ImportedOutput> OwnAsync(ImportFile file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = await RowSource.ReadAsync(file.Path, cancellation);
        var scale = LevelScale.Of(rows.Select(row => row.Find(map.NamesOf("level"))));
        foreach (var row in rows)
        {
            if (Try(() => OwnOf(row, file, scale)) is { } output)
            {
                yield return output;
            }
        }
    }

    private ImportedOutput OwnOf(SourceRow row, ImportFile file, LevelScale scale)
    {
        if (row.Fault is { } fault)
        {
            throw new RowFaultException(fault);
        }

        var problem = problems.Of(row, map.ProblemFields(row), scale);
        return new ImportedOutput
        {
            Place = row.Place,
            Variant = file.Variant ?? row.Find(map.NamesOf("variant")) ?? Path.GetFileNameWithoutExtension(file.Path),
            Problem = problem,
            Prompt = row.Find(map.NamesOf("prompt")) ?? problem.Text,
            Sample = SampleOf(row),
            Texts = TextsOf(row),
        };
    }

    // An empty output is an output: it is wrong, and counts.
    private IReadOnlyList<string> TextsOf(SourceRow row)
    {
        foreach (var name in map.NamesOf("prediction"))
        {
            if (row.Lists.TryGetValue(name, out var texts) && texts.Count > 0)
            {
                return texts;
            }

            if (row.Texts.TryGetValue(name, out var text) && text is not null)
            {
                return [text];
            }
        }

        throw new RowFaultException(new RowFault(
            row.Place, "prediction", $"no field {string.Join(" or ", map.NamesOf("prediction"))} with a text or a list of texts; --map prediction=FIELD names another"));
    }

    private int? SampleOf(SourceRow row) => row.Find(map.NamesOf("sample")) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sample) => sample,
        var text => throw new RowFaultException(new RowFault(row.Place, "sample", $"sample is {text}; allowed is 0 and above")),
    };

    private async IAsyncEnumerable<ImportedOutput> HarnessAsync(ImportFile file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var name = Path.GetFileName(file.Path);
        var filters = new Dictionary<string, string>(); // of a document's first row: its others repeat the same outputs
        await using var stream = File.OpenRead(file.Path);
        await foreach (var line in LineReader.ReadAsync(stream, cancellation))
        {
            if (line.Fault is null && string.IsNullOrWhiteSpace(line.Text))
            {
                continue;
            }

            if (Try(() => HarnessOf(line, $"{name}:{line.Number}", file, filters)) is { } output)
            {
                yield return output;
            }
        }
    }

    private ImportedOutput? HarnessOf(TextLine line, string place, ImportFile file, Dictionary<string, string> filters)
    {
        if (line.Fault is { } fault)
        {
            throw new RowFaultException(new RowFault(place, Field: null, fault));
        }

        using var json = Parse(line.Text, place);
        if (!HarnessRow.Is(json.RootElement))
        {
            throw new RowFaultException(new RowFault(place, "resps", "no fields doc and resps, as the file's first row has"));
        }

        var row = HarnessRow.Parse(json.RootElement, place);
        if (!filters.TryAdd(row.Id, row.Filter) && filters[row.Id] != row.Filter)
        {
            return null;
        }

        var problem = problems.Of(row.Document, FieldMap.Parse(""), LevelScale.Of([]));
        return new ImportedOutput
        {
            Place = place,
            Variant = file.Variant ?? Path.GetFileNameWithoutExtension(file.Path),
            Problem = problem,
            Prompt = row.Prompt ?? problem.Text,
            Texts = row.Texts,
        };
    }

    private static JsonDocument Parse(string text, string place)
    {
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException e)
        {
            throw new RowFaultException(new RowFault(place, Field: null, $"no valid JSON: {e.Message}"), e);
        }
    }

    // By its first row: names of files are people's own.
    private static async Task<bool> IsHarnessAsync(string path, CancellationToken cancellation)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".jsonl" or ".json"))
        {
            return false;
        }

        await using var stream = File.OpenRead(path);
        await foreach (var line in LineReader.ReadAsync(stream, cancellation))
        {
            if (line.Fault is not null)
            {
                return false;
            }

            if (!string.IsNullOrWhiteSpace(line.Text))
            {
                return BeginsHarness(line.Text);
            }
        }

        return false;
    }

    private static bool BeginsHarness(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, Options);
            return HarnessRow.Is(json.RootElement);
        }
        catch (JsonException)
        {
            return false; // own rows tell where and why
        }
    }

    private ImportedOutput? Try(Func<ImportedOutput?> read)
    {
        try
        {
            return read();
        }
        catch (RowFaultException e)
        {
            Faults.Add(e.Fault);
            return null;
        }
    }
}
