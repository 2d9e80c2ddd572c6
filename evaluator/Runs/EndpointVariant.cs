using System.Globalization;
using System.Text.RegularExpressions;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>A variant that an OpenAI-compatible endpoint serves, as users name it: "NAME=openai:URL#MODEL".</summary>
internal sealed partial record EndpointVariant(string Name, EndpointAddress Endpoint)
{
    private const string Allowed = "NAME=openai:URL#MODEL, for example awq=openai:http://127.0.0.1:8000/v1#llama-3-8b-awq";

    /// <summary>Null where the text names a variant of an inference server.</summary>
    /// <exception cref="RunRefusedException">It is an endpoint's and malformed.</exception>
    public static EndpointVariant? Parse(string text)
    {
        var equals = text.IndexOf("=openai:", StringComparison.Ordinal);
        return equals < 0 ? null
            : equals > 0 && EndpointAddress.Parse(text[(equals + 1)..]) is { } address ? new EndpointVariant(text[..equals], address)
            : throw new RunRefusedException($"--variant {text}: allowed is {Allowed}");
    }

    /// <summary>Like <see cref="Parse"/>, for where nothing else is allowed.</summary>
    /// <exception cref="RunRefusedException">It is no endpoint's.</exception>
    public static EndpointVariant Require(string text) => Parse(text) ?? throw new RunRefusedException($"--variant {text}: allowed is {Allowed}");

    /// <summary>What a run stores of it; bits a weight where the note has "bits=4.25".</summary>
    public VariantFacts FactsOf(string? note) => new()
    {
        Endpoint = Endpoint.ToString(),
        Note = note,
        BitsPerWeight = note is not null && Bits().Match(note) is { Success: true } bits
            ? double.Parse(bits.Groups["bits"].Value, CultureInfo.InvariantCulture)
            : null,
    };

    [GeneratedRegex(@"\bbits=(?<bits>\d{1,3}(\.\d{1,6})?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bits();
}
