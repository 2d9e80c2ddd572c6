using System.Reflection;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>A grammar in GBNF that forces the frame of a solution; the same for every variant.</summary>
internal static class StepGrammar
{
    /// <summary>The grammar that ships: lines "Step 1: ...", and a last line with the answer in a box.</summary>
    public const string Shipped = "steps";

    /// <summary>The shipped grammar by name, or a file's.</summary>
    /// <exception cref="RunRefusedException">Neither, or a file without a rule "root".</exception>
    public static string Load(string nameOrFile)
    {
        if (nameOrFile == Shipped)
        {
            return ReadEmbedded();
        }

        if (!File.Exists(nameOrFile))
        {
            throw new RunRefusedException($"--grammar {nameOrFile}: neither a file nor {Shipped}");
        }

        var text = File.ReadAllText(nameOrFile);
        return text.Contains("root", StringComparison.Ordinal) && text.Contains("::=", StringComparison.Ordinal)
            ? text
            : throw new RunRefusedException($"--grammar {nameOrFile}: it has no rule \"root ::= ...\", with which a GBNF grammar begins");
    }

    private static string ReadEmbedded()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{typeof(StepGrammar).Namespace}.Prompts.{Shipped}.gbnf")
            ?? throw new InvalidOperationException("the step grammar is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
