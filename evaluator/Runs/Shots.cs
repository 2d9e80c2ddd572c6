using System.Text.RegularExpressions;
using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Solved examples for a prompt, drawn from a training file.</summary>
/// <param name="Text">All of them, ready to be put in.</param>
/// <param name="Passed">Rows of the file that could not be drawn, being malformed.</param>
internal sealed partial record Shots(string Text, int Passed)
{
    /// <summary>What would begin one more example: a model that goes on with it has solved the problem.</summary>
    public static string NextExample { get; } = $"{'\n'}{PromptTemplate.ReadEmbedded("shot").Split('\n')[0]}";

    /// <summary>Draws examples by seed. A problem of the data set that is evaluated is never one.</summary>
    /// <param name="path">The training file or folder.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Which, and their order.</param>
    /// <param name="evaluated">What is evaluated.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <exception cref="RunRefusedException">The file has too few.</exception>
    /// <exception cref="DatasetException">It is not there or not readable.</exception>
    public static async Task<Shots> DrawAsync(string path, int count, ulong seed, Dataset evaluated, CancellationToken cancellation)
    {
        var reading = await DatasetReader.ScanAsync(path, fields: null, cancellation);
        var known = evaluated.Problems.Select(p => p.Text).ToHashSet();
        var solved = reading.Problems.Where(p => p.Solution is not null && !known.Contains(p.Text)).DistinctBy(p => p.Text).ToList();
        return solved.Count < count
            ? throw new RunRefusedException($"--shots {count}: {reading.Source} has {solved.Count} problems with solutions that are not in {evaluated.Source}")
            : new Shots(string.Join("\n\n", SeededOrder.Of(solved, seed).Take(count).Select(BlockOf)), reading.Faults.Count);
    }

    private static string BlockOf(Problem problem)
    {
        var solution = Annotation().Replace(problem.Solution ?? "", "").Trim();
        return PromptText.Fill(PromptTemplate.ReadEmbedded("shot").TrimEnd('\n'), new Dictionary<string, string>
        {
            ["{problem}"] = problem.Text.Trim(),
            // An example shows how a solution ends.
            ["{solution}"] = solution.Contains(@"\boxed", StringComparison.Ordinal) ? solution : $@"{solution}{'\n'}The answer is $\boxed{{{problem.Answer}}}$.",
        });
    }

    // GSM8K's notes for a calculator: 2+2=<<2+2=4>>4.
    [GeneratedRegex(@"<<[^<>\n]*>>", RegexOptions.None, 1000)]
    private static partial Regex Annotation();
}
