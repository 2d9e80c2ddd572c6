using QuantGrpc.Evaluator.Commands.Inspection;
using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Tests.Evaluator.Commands;

/// <summary>Comparisons of a reference and one side, made of words: equal ones have equal ids.</summary>
internal static class LaneSamples
{
    public static readonly GenerationEnded Ended = new()
    {
        Stop = GenerationStop.EndOfText, Text = "", PromptTokens = 1, GeneratedTokens = 1,
        Queue = TimeSpan.Zero, Prefill = TimeSpan.Zero, Decode = TimeSpan.Zero,
    };

    /// <param name="reference">Its tokens; an empty one ends the text.</param>
    /// <param name="side">The other's.</param>
    /// <param name="alignments">How the side stands.</param>
    public static Lanes Of(string[] reference, string[] side, params SideAlignment[] alignments)
    {
        var lanes = new Lanes();
        lanes.Take(new ComparisonStarted("r", 1, [new ComparedSide("m-f16", "", ""), new ComparedSide("m-Q2_K", "", "")]));
        lanes.Take(new ComparisonRound
        {
            Index = 0,
            Tokens = [.. reference.Select((text, i) => Token(0, i, text)), .. side.Select((text, i) => Token(1, i, text))],
            Alignments = alignments,
            Ended = [new SideEnded(0, Ended), new SideEnded(1, Ended)],
        });
        return lanes;
    }

    public static SideAlignment Same(int index) => new(1, index, Agreement.Same, index);

    public static SideAlignment Diverged(int index) => new(1, index, Agreement.Diverged, index);

    public static SideAlignment Apart(int index) => new(1, index, Agreement.Apart, ReferenceIndex: null);

    public static SideAlignment Rejoined(int index, int reference) => new(1, index, Agreement.Rejoined, reference);

    public static TokenGenerated Generated(int index, string text) => new()
    {
        Index = index, Id = (uint)text.Sum(c => c), Text = text, Piece = text, Logprob = Math.Log(0.5), Margin = 0.25,
    };

    private static SideToken Token(int side, int index, string text) => new(side, Generated(index, text), side == 0 ? null : index / 10.0);
}
