using System.Reflection;

namespace QuantGrpc.Llama.Text;

/// <summary>The templates in the folder Templates, each under its file's name.</summary>
internal static class NamedTemplates
{
    private const string Prefix = "QuantGrpc.Llama.Text.Templates.";
    private const string Suffix = ".jinja";

    private static readonly Assembly Assembly = typeof(NamedTemplates).Assembly;

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    public static string? Source(string name)
    {
        if (!Names.Contains(name))
        {
            return null;
        }

        using var stream = Assembly.GetManifestResourceStream($"{Prefix}{name}{Suffix}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
