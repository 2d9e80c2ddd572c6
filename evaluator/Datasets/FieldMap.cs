namespace QuantGrpc.Evaluator.Datasets;

/// <summary>Names of a row's fields, for files that call them otherwise.</summary>
internal sealed record FieldMap
{
    private static readonly string[] Roles = ["problem", "answer", "solution", "subject", "level", "id"];

    private readonly Dictionary<string, string> _fields = [];

    /// <summary>Parses "problem=question,answer=gold".</summary>
    /// <exception cref="DatasetException">An unknown role, or no "=".</exception>
    public static FieldMap Parse(string text)
    {
        var map = new FieldMap();
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !Roles.Contains(parts[0]))
            {
                throw new DatasetException($"--fields {pair}: allowed is ROLE=FIELD, ROLE one of {string.Join(", ", Roles)}");
            }

            map._fields[parts[0]] = parts[1];
        }

        return map;
    }

    /// <summary>The names under which a role is looked for, in order.</summary>
    public IReadOnlyList<string> NamesOf(string role) => _fields.TryGetValue(role, out var name)
        ? [name]
        : role switch
        {
            "problem" => ["problem", "question"],
            "subject" => ["subject", "type"],
            "id" => ["unique_id", "id"],
            _ => [role],
        };
}
