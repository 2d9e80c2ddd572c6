using System.Globalization;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>Figures as tables and lines show them.</summary>
internal static class Figures
{
    /// <summary>A share of 0 to 1, as percent.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    /// <summary>The probability of a logprob in nats, as percent; a question mark where it is not known.</summary>
    public static string Probability(double? logprob) => logprob is { } value ? Percent(Math.Exp(value)) : "?";

    /// <summary>Nats, with an exponent where four places would show nothing.</summary>
    public static string Nats(double nats) =>
        nats.ToString(Math.Abs(nats) is > 0 and < 0.0005 ? "0.0e0" : "0.0000", CultureInfo.InvariantCulture);

    /// <summary>Nats with three places, for tables.</summary>
    public static string ShortNats(double nats) =>
        nats.ToString(Math.Abs(nats) is > 0 and < 0.0005 ? "0.0e0" : "0.000", CultureInfo.InvariantCulture);

    /// <summary>A difference of logits.</summary>
    public static string Margin(double? margin) => margin?.ToString("0.00", CultureInfo.InvariantCulture) ?? "?";

    /// <summary>A number of things.</summary>
    public static string Count(int count, string one) => $"{count} {one}{(count == 1 ? "" : "s")}";
}
