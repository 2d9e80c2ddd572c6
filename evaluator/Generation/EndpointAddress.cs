namespace QuantGrpc.Evaluator.Generation;

/// <summary>A model behind an OpenAI-compatible endpoint, as users write it: "openai:URL#MODEL".</summary>
/// <param name="Url">Base address, for example http://127.0.0.1:8000/v1.</param>
/// <param name="Model">The endpoint's name of the model.</param>
internal sealed record EndpointAddress(Uri Url, string Model)
{
    private const string Scheme = "openai:";

    /// <summary>Null where the text is something else.</summary>
    public static EndpointAddress? Parse(string text)
    {
        var hash = text.LastIndexOf('#');
        return text.StartsWith(Scheme, StringComparison.Ordinal) && hash > Scheme.Length && hash < text.Length - 1
            && Uri.TryCreate(text[Scheme.Length..hash], UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? new EndpointAddress(url, text[(hash + 1)..])
                : null;
    }

    public override string ToString() => $"{Scheme}{Url}#{Model}";
}
