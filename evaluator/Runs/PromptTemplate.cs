using System.Reflection;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>
/// A prompt as a text with named placeholders: <c>{problem}</c>, which must stand in it exactly once, and for a prompt with solved
/// examples <c>{shots}</c>, likewise.
/// </summary>
internal sealed record PromptTemplate
{
    private const string Problem = "{problem}";
    private const string Shots = "{shots}";

    private PromptTemplate(string name, string text)
    {
        Name = name;
        Text = text;
    }

    /// <summary>Name of an embedded template, or a file's name.</summary>
    public string Name { get; }

    public string Text { get; }

    /// <summary>Names of the templates without examples that ship.</summary>
    public static IReadOnlyList<string> Shipped { get; } = ["problem", "steps"];

    /// <summary>Names of the templates with examples that ship.</summary>
    public static IReadOnlyList<string> ShippedWithShots { get; } = ["few_shot"];

    /// <summary>A shipped template by name, or a file.</summary>
    /// <param name="nameOrFile">Which.</param>
    /// <param name="withShots">Whether there are solved examples to put in.</param>
    /// <exception cref="RunRefusedException">Neither, or a placeholder is missing, repeated, unknown, or has nothing to stand for it.</exception>
    public static PromptTemplate Load(string nameOrFile, bool withShots = false)
    {
        string[] shipped = [.. Shipped, .. ShippedWithShots];
        return shipped.Contains(nameOrFile) ? Parse(nameOrFile, ReadEmbedded(nameOrFile), withShots)
            : File.Exists(nameOrFile) ? Parse(Path.GetFileName(nameOrFile), File.ReadAllText(nameOrFile), withShots)
            : throw new RunRefusedException($"--prompt {nameOrFile}: neither a file nor one of {string.Join(", ", shipped)}");
    }

    /// <summary>The prompt of a problem.</summary>
    /// <param name="template">A template's text.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="shots">Solved examples, where the template takes them.</param>
    public static string Render(string template, string problem, string? shots = null) =>
        PromptText.Fill(template, new Dictionary<string, string> { [Problem] = problem, [Shots] = shots ?? "" });

    /// <summary>A text that ships with the product.</summary>
    public static string ReadEmbedded(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"{typeof(PromptTemplate).Namespace}.Prompts.{name}.txt")
            ?? throw new InvalidOperationException($"the prompt {name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static PromptTemplate Parse(string name, string text, bool withShots)
    {
        string[] known = [Problem, Shots];
        var found = PromptText.PlaceholdersOf(text);
        var unknown = found.Except(known).ToList();
        if (unknown.Count > 0)
        {
            throw new RunRefusedException($"--prompt {name}: unknown placeholder {string.Join(", ", unknown)}; known are {string.Join(" and ", known)}");
        }

        RequireOnce(name, found, Problem);
        if (withShots && !found.Contains(Shots))
        {
            throw new RunRefusedException($"--shots: --prompt {name} has no {Shots} that takes them; {string.Join(", ", ShippedWithShots)} has");
        }

        if (withShots)
        {
            RequireOnce(name, found, Shots);
        }
        else if (found.Contains(Shots))
        {
            throw new RunRefusedException($"--prompt {name}: {Shots} stands in it and there are none; --shots N --shots-from FILE draw them");
        }

        return new PromptTemplate(name, text.TrimEnd('\n'));
    }

    private static void RequireOnce(string name, IReadOnlyList<string> found, string placeholder)
    {
        var times = found.Count(p => p == placeholder);
        if (times != 1)
        {
            throw new RunRefusedException($"--prompt {name}: {placeholder} stands {times} times; it must stand once");
        }
    }
}
