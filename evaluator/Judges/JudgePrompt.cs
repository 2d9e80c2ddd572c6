using System.Reflection;
using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>A judge's prompt: a text file with named placeholders, filled with the parts of a case.</summary>
internal sealed partial class JudgePrompt
{
    private static readonly string[] Known = ["known", "problem", "reference", "solution", "types"];

    private readonly string _text;

    private JudgePrompt(string name)
    {
        Name = name;
        _text = Read(name).TrimEnd('\n');
        var unknown = Placeholder().Matches(_text).Select(m => m.Groups["name"].Value).Except(Known).ToList();
        if (unknown.Count > 0)
        {
            throw new JudgeException($"prompt {name}: unknown placeholders {string.Join(", ", unknown)}; known are {string.Join(", ", Known)}");
        }
    }

    public static JudgePrompt MiniMath { get; } = new("minimath");

    public static JudgePrompt Instruction { get; } = new("instruction");

    public static JudgePrompt Critique { get; } = new("critique");

    /// <summary>The seven types with their definitions, one example each.</summary>
    public static string Types { get; } = Read("types").TrimEnd('\n');

    public string Name { get; }

    /// <summary>Puts the parts in, all at once, so that a part's own braces are no placeholders.</summary>
    public string Render(IReadOnlyDictionary<string, string> parts) => Placeholder().Replace(_text, m => parts[m.Groups["name"].Value]);

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{typeof(JudgePrompt).Namespace}.Prompts.{name}.txt")
            ?? throw new JudgeException($"there is no prompt {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{(?<name>[a-z_]+)\}")]
    private static partial Regex Placeholder();
}

/// <summary>A judge that cannot be used; the message says why and what is allowed.</summary>
internal sealed class JudgeException(string message) : Exception(message);
