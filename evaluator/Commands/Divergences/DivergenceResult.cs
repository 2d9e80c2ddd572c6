using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary>What was measured, as it comes in.</summary>
/// <param name="reference">The reference's id.</param>
/// <param name="variants">The others' ids, in the order of the request.</param>
/// <param name="solutions">What they were given.</param>
internal sealed class DivergenceResult(string reference, IReadOnlyList<string> variants, Solutions solutions)
{
    private readonly TextCompared?[] _texts = new TextCompared?[solutions.All.Count];

    public string Reference => reference;

    public IReadOnlyList<string> Variants => variants;

    public Solutions Solutions => solutions;

    /// <summary>Solutions that are done.</summary>
    public int Done { get; private set; }

    /// <summary>Tokens of these.</summary>
    public long Tokens { get; private set; }

    /// <summary>Null until all are done.</summary>
    public TextsCompared? All { get; private set; }

    public void Take(DivergenceEvent item)
    {
        switch (item)
        {
            case TextCompared text:
                _texts[text.Text] = text;
                Done++;
                Tokens += text.Tokens;
                break;
            case TextsCompared all:
                All = all;
                break;
            default:
                throw new InvalidOperationException($"texts have no event {item.GetType().Name}");
        }
    }

    public FirstFlip? FlipOf(TextCompared text, int variant) =>
        text.Variants[variant].FirstFlip is { } token ? FirstFlip.At(solutions.All[text.Text].Steps, token) : null;

    /// <summary>Each variant over all solutions, once all are done.</summary>
    public IReadOnlyList<VariantSummary> Summaries()
    {
        var all = All ?? throw new InvalidOperationException("not all texts are done");
        var texts = _texts.OfType<TextCompared>().ToList();
        return
        [
            .. variants.Select((name, i) => VariantSummary.Of(
                name, all.Variants[i], texts.ConvertAll(t => t.Variants[i]), texts.ConvertAll(t => FlipOf(t, i)))),
        ];
    }
}
