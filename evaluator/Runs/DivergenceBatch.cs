using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>One call of a divergence pass: some solutions under some variants.</summary>
internal sealed class DivergenceBatch(IReadOnlyList<GivenSolution> solutions, IReadOnlyList<string> variants)
{
    // By solution, then variant.
    private readonly TokenFigures[][] _figures = [.. solutions.Select(_ => variants.Select(_ => new TokenFigures([], [])).ToArray())];

    /// <summary>What the server is asked.</summary>
    public DivergenceRequest RequestFor(string reference) => new()
    {
        Reference = reference,
        Variants = variants,
        Texts = [.. solutions.Select(s => new GivenText([], s.Tokens) { Prompt = s.Prompt })],
        EachToken = true,
    };

    /// <summary>Takes what the server reports; gives what became whole with it.</summary>
    public IEnumerable<MeasuredSolution> Take(DivergenceEvent item)
    {
        switch (item)
        {
            case TokensCompared tokens:
                _figures[tokens.Text][tokens.Variant].Divergences.AddRange(tokens.Divergences);
                _figures[tokens.Text][tokens.Variant].Flips.AddRange(tokens.Flips);
                return [];
            case TextCompared text:
                var solution = solutions[text.Text];
                return variants.Zip(_figures[text.Text], (variant, figures) =>
                    new MeasuredSolution(solution.ResultId, variant, solution.Compared(figures.Divergences, figures.Flips)));
            default:
                return [];
        }
    }

    private sealed record TokenFigures(List<float> Divergences, List<bool> Flips);
}

/// <summary>A solution under a variant.</summary>
internal sealed record MeasuredSolution(long ReferenceResultId, string Variant, SolutionDivergence Divergence);
