using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Runs.Imports;

/// <summary>Where the parts of an imported row stand. Files that <c>export</c> wrote need no map.</summary>
internal sealed class ImportMap
{
    private static readonly string[] Own = ["prediction", "variant", "sample", "prompt"];
    private static readonly string[] OfProblems = ["problem", "answer", "solution", "subject", "level", "id"];

    private readonly Dictionary<string, string> _fields = [];

    /// <summary>Parses "prediction=output,id=pid,answer=gold".</summary>
    /// <exception cref="DatasetException">An unknown role, or no "=".</exception>
    public static ImportMap Parse(string? text)
    {
        var map = new ImportMap();
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is not [var role, { Length: > 0 } field] || !Own.Concat(OfProblems).Contains(role))
            {
                throw new DatasetException($"--map {pair}: allowed is ROLE=FIELD, ROLE one of {string.Join(", ", Own.Concat(OfProblems))}");
            }

            map._fields[role] = field;
        }

        return map;
    }

    /// <summary>The names under which a role is looked for, in order.</summary>
    public IReadOnlyList<string> NamesOf(string role) => _fields.TryGetValue(role, out var name) ? [name] : role switch
    {
        "prediction" => ["prediction", "output", "response", "completion", "generation"],
        "variant" => ["variant"],
        "id" => ["unique_id", "problem_id", "id"],
        _ => [role],
    };

    /// <summary>The map of a row's problem. A field "gold" is the reference answer: beside it "answer" is the one that was extracted.</summary>
    public FieldMap ProblemFields(SourceRow row)
    {
        var fields = OfProblems.Where(_fields.ContainsKey).Select(role => $"{role}={_fields[role]}").ToList();
        Add("answer", "gold");
        Add("id", "problem_id");
        return FieldMap.Parse(string.Join(',', fields));

        void Add(string role, string field)
        {
            if (!_fields.ContainsKey(role) && row.Texts.ContainsKey(field))
            {
                fields.Add($"{role}={field}");
            }
        }
    }
}
