using System.Collections.Concurrent;

namespace QuantGrpc.Evaluator.Storage;

/// <summary>The statements of <c>Queries/*.sql</c>, read once from the assembly.</summary>
internal static class Sql
{
    private static readonly ConcurrentDictionary<string, string> Texts = new();

    /// <summary>The text of <c>Queries/NAME.sql</c>.</summary>
    public static string Of(string name) => Texts.GetOrAdd(name, Read);

    private static string Read(string name)
    {
        using var stream = typeof(Sql).Assembly.GetManifestResourceStream($"{typeof(Sql).Namespace}.Queries.{name}.sql")
            ?? throw new InvalidOperationException($"The query {name}.sql is not embedded in this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
