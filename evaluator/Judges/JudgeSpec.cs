namespace QuantGrpc.Evaluator.Judges;

/// <summary>A judge as the user names it: "rule", "variant:ID" or "openai:URL#MODEL", with options behind it where wanted.</summary>
internal sealed record JudgeSpec
{
    private const string Allowed = $"allowed is rule, variant:ID or openai:URL#MODEL, {JudgeOptions.Allowed}; rule takes a weight alone";

    /// <summary>The judge that checks equations alone.</summary>
    public bool IsRule { get; private init; }

    /// <summary>Name of a variant of the inference server; or <see cref="Endpoint"/>.</summary>
    public string? Variant { get; private init; }

    public Uri? Endpoint { get; private init; }

    /// <summary>The endpoint's name of the model.</summary>
    public string? Model { get; private init; }

    public required JudgeOptions Options { get; init; }

    /// <summary>minimath, instruction or critique; null takes what suits the data.</summary>
    public string? Prompt => Options.Prompt;

    /// <exception cref="JudgeException">Says what is allowed.</exception>
    public static JudgeSpec Parse(string text)
    {
        var options = JudgeOptions.Parse(text);
        var judge = options.Name;
        var (kind, rest) = (judge.Split(':')[0], judge[(judge.IndexOf(':') + 1)..]);
        var hash = rest.LastIndexOf('#');
        return kind switch
        {
            "rule" when judge == "rule" && options is { Prompt: null, Sampling.IsGreedy: true } => new JudgeSpec { IsRule = true, Options = options },
            "variant" when judge.Length > kind.Length + 1 => new JudgeSpec { Variant = rest, Options = options },
            "openai" when hash > 0 && hash < rest.Length - 1 && Uri.TryCreate(rest[..hash], UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https" => new JudgeSpec { Endpoint = uri, Model = rest[(hash + 1)..], Options = options },
            _ => throw new JudgeException($"--judge {text}: {Allowed}"),
        };
    }
}
