using QuantGrpc.Evaluator.Generation;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>By what tokens are coloured.</summary>
internal enum TokenMeasure
{
    /// <summary>Logit of the token minus the largest of the others.</summary>
    Margin,

    /// <summary>Entropy of the distribution in nats.</summary>
    Entropy,

    /// <summary>Minus the token's logprob in nats.</summary>
    Surprise,
}

/// <summary>Colours by how unsure the model was: four bands a measure.</summary>
internal static class TokenColouring
{
    private static readonly Style[] Bands =
    [
        Style.Plain, new(foreground: Color.Green), new(foreground: Color.Yellow), new(foreground: Color.Red, decoration: Decoration.Bold),
    ];

    // Margin: a factor of e^4, e^2, e^0.5 between the first two choices. Entropy and surprise in nats: 0.1, 0.5, ln 4.
    private static readonly double[] MarginEdges = [4, 2, 0.5];
    private static readonly double[] NatEdges = [0.1, 0.5, 1.386];

    /// <summary>The style of a token; plain where its figures are missing.</summary>
    public static Style StyleOf(TokenGenerated token, TokenMeasure measure) => Bands[BandOf(token, measure)];

    /// <summary>What the bands mean, from sure to unsure.</summary>
    public static void WriteLegend(IAnsiConsole console, TokenMeasure measure)
    {
        string[] labels = measure == TokenMeasure.Margin
            ? ["margin 4 and more", "2 to 4", "0.5 to 2", "below 0.5"]
            : [$"{measure.ToString().ToLowerInvariant()} below 0.1 nats", "0.1 to 0.5", "0.5 to 1.4", "above 1.4"];
        for (var i = 0; i < labels.Length; i++)
        {
            console.Write(new Text(labels[i], Bands[i]));
            console.Write(new Text(i < labels.Length - 1 ? " · " : "\n"));
        }
    }

    private static int BandOf(TokenGenerated token, TokenMeasure measure) => measure switch
    {
        TokenMeasure.Margin when token.Margin is { } margin => MarginEdges.Count(edge => margin < edge),
        TokenMeasure.Entropy when token.Entropy is { } entropy => NatEdges.Count(edge => entropy > edge),
        TokenMeasure.Surprise when token.Logprob is { } logprob => NatEdges.Count(edge => -logprob > edge),
        _ => 0,
    };
}
