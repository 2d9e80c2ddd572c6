namespace QuantGrpc.Evaluator.Judges;

/// <summary>A judge as the user names it: "rule", "variant:ID" or "openai:URL#MODEL", optionally with ",prompt=NAME".</summary>
internal sealed record JudgeSpec
{
    private const string Allowed = "allowed is rule, variant:ID or openai:URL#MODEL, with ,prompt=minimath, ,prompt=instruction or ,prompt=critique behind it where wanted";

    /// <summary>The judge that checks equations alone.</summary>
    public bool IsRule { get; private init; }

    /// <summary>Name of a variant of the inference server; or <see cref="Endpoint"/>.</summary>
    public string? Variant { get; private init; }

    public Uri? Endpoint { get; private init; }

    /// <summary>The endpoint's name of the model.</summary>
    public string? Model { get; private init; }

    /// <summary>minimath, instruction or critique; null takes what suits the data.</summary>
    public string? Prompt { get; private init; }

    /// <exception cref="JudgeException">Says what is allowed.</exception>
    public static JudgeSpec Parse(string text)
    {
        var comma = text.LastIndexOf(",prompt=", StringComparison.Ordinal);
        var prompt = comma < 0 ? null : text[(comma + ",prompt=".Length)..];
        var judge = comma < 0 ? text : text[..comma];
        if (prompt is not (null or "minimath" or "instruction" or "critique"))
        {
            throw new JudgeException($"--judge {text}: there is no prompt {prompt}; {Allowed}");
        }

        var (kind, rest) = (judge.Split(':')[0], judge[(judge.IndexOf(':') + 1)..]);
        var hash = rest.LastIndexOf('#');
        return kind switch
        {
            "rule" when judge == "rule" && prompt is null => new JudgeSpec { IsRule = true },
            "variant" when rest.Length > 0 => new JudgeSpec { Variant = rest, Prompt = prompt },
            "openai" when hash > 0 && hash < rest.Length - 1 && Uri.TryCreate(rest[..hash], UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https" => new JudgeSpec { Endpoint = uri, Model = rest[(hash + 1)..], Prompt = prompt },
            _ => throw new JudgeException($"--judge {text}: {Allowed}"),
        };
    }
}
