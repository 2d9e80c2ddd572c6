using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>Makes judges of what the user names.</summary>
internal sealed class JudgeFactory(InferenceClient server, TimeProvider time)
{
    private static readonly string[] KeyVariables = ["QUANTGRPC_JUDGE_KEY", "OPENAI_API_KEY"];

    /// <summary>A file with the key of OpenAI-compatible endpoints; null takes it from the environment.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Makes a judge.</summary>
    /// <param name="text">As in <see cref="JudgeSpec"/>.</param>
    /// <param name="isMiniMath">Whether the data are MiniMATH's: decides the prompt where none is named.</param>
    /// <param name="cancellation">Ends asking the server for its variants.</param>
    /// <exception cref="JudgeException">The name is malformed, or no such variant serves.</exception>
    public async Task<Judge> CreateAsync(string text, bool isMiniMath, CancellationToken cancellation)
    {
        var spec = JudgeSpec.Parse(text);
        if (spec.Prompt == JudgePrompt.MiniMath.Name && !isMiniMath)
        {
            throw new JudgeException($"--judge {text}: the prompt minimath knows MiniMATH's problems alone; use prompt=instruction");
        }

        if (spec.IsRule)
        {
            return new RuleJudge(time);
        }

        if (spec.Endpoint is { } endpoint)
        {
            var model = new OpenAiJudgeModel(endpoint, spec.Model ?? "", await EndpointKey.ReadAsync(KeyFile, KeyVariables, cancellation), EndpointPatience.Default);
            return new ModelJudge(FormOf(spec, knowsMiniMath: false), model, time);
        }

        var variant = Find(await server.ListVariantsAsync(cancellation), text, spec.Variant ?? "");
        var knowsMiniMath = variant.BaseModel.Equals("MiniMATH", StringComparison.OrdinalIgnoreCase);
        return new ModelJudge(FormOf(spec, isMiniMath && knowsMiniMath), new VariantJudgeModel(server, variant.Id, variant.Context), time);
    }

    private static IVerdictForm FormOf(JudgeSpec spec, bool knowsMiniMath) =>
        (spec.Prompt ?? (knowsMiniMath ? "minimath" : "instruction")) switch
        {
            "minimath" => new MiniMathForm(),
            "critique" => new CritiqueForm(),
            _ => new InstructionForm(),
        };

    private static ServedVariant Find(IReadOnlyList<ServedVariant> served, string text, string name)
    {
        var fitting = served.Where(v => v.Id.Equals(name, StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(
            served.FirstOrDefault(v => v.Id.EndsWith($"-{name}", StringComparison.OrdinalIgnoreCase))).First();
        return fitting is { IsReady: true }
            ? fitting
            : throw new JudgeException(fitting is null
                ? $"--judge {text}: there is no variant {name}; there are {string.Join(", ", served.Select(v => v.Id))}"
                : $"--judge {text}: {fitting.Id} does not serve: {fitting.State}");
    }

}
