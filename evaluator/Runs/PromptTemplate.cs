using System.Reflection;
using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>A prompt as a text with the placeholder <c>{problem}</c>, which must stand in it exactly once.</summary>
internal sealed partial record PromptTemplate
{
    private const string Placeholder = "{problem}";

    private PromptTemplate(string name, string text)
    {
        Name = name;
        Text = text;
    }

    /// <summary>Name of an embedded template, or a file's name.</summary>
    public string Name { get; }

    public string Text { get; }

    /// <summary>Names of the templates that ship.</summary>
    public static IReadOnlyList<string> Shipped { get; } = ["problem", "steps"];

    /// <summary>A shipped template by name, or a file.</summary>
    /// <exception cref="RunRefusedException">Neither, or the placeholder is missing, repeated or unknown.</exception>
    public static PromptTemplate Load(string nameOrFile)
    {
        if (Shipped.Contains(nameOrFile))
        {
            return Parse(nameOrFile, ReadEmbedded(nameOrFile));
        }

        return File.Exists(nameOrFile)
            ? Parse(Path.GetFileName(nameOrFile), File.ReadAllText(nameOrFile))
            : throw new RunRefusedException($"--prompt {nameOrFile}: neither a file nor one of {string.Join(", ", Shipped)}");
    }

    /// <summary>The prompt of a problem. The problem's text is put in as it is: braces in it are no placeholders.</summary>
    /// <param name="template">A template's text.</param>
    /// <param name="problem">The problem.</param>
    public static string Render(string template, string problem) => template.Replace(Placeholder, problem, StringComparison.Ordinal);

    private static PromptTemplate Parse(string name, string text)
    {
        var found = PlaceholderLike().Matches(text).Select(m => m.Value).ToList();
        var unknown = found.Where(p => p != Placeholder).Distinct().ToList();
        return unknown.Count > 0
            ? throw new RunRefusedException($"--prompt {name}: unknown placeholder {string.Join(", ", unknown)}; known is {Placeholder}")
            : found.Count == 1
                ? new PromptTemplate(name, text.TrimEnd('\n'))
                : throw new RunRefusedException($"--prompt {name}: {Placeholder} stands {found.Count} times; it must stand once");
    }

    private static string ReadEmbedded(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"{typeof(PromptTemplate).Namespace}.Prompts.{name}.txt")
            ?? throw new InvalidOperationException($"the prompt {name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Not after a backslash-word: \boxed{...} is LaTeX.
    [GeneratedRegex(@"(?<![\\\w])\{[a-z_]+\}")]
    private static partial Regex PlaceholderLike();
}
