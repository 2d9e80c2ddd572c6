using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>Judges as the user names them.</summary>
/// <param name="Judges">Those who vote.</param>
/// <param name="Arbiters">Those who are asked, one after the other, where the voters leave something open.</param>
internal sealed record PanelRequest(IReadOnlyList<string> Judges, IReadOnlyList<string> Arbiters);

/// <summary>Makes judges of what the user names.</summary>
internal sealed class JudgeFactory(InferenceClient server, TimeProvider time)
{
    private static readonly string[] KeyVariables = ["QUANTGRPC_JUDGE_KEY", "OPENAI_API_KEY"];

    /// <summary>A file with the key of OpenAI-compatible endpoints; null takes it from the environment.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Makes a panel.</summary>
    /// <param name="request">Voters and arbiters, each as in <see cref="JudgeSpec"/>.</param>
    /// <param name="isMiniMath">Whether the data are MiniMATH's: decides the prompt where none is named.</param>
    /// <param name="cancellation">Ends asking the server for its variants.</param>
    /// <exception cref="JudgeException">A name is malformed or stands twice, or no such variant serves.</exception>
    public async Task<JudgePanel> PanelAsync(PanelRequest request, bool isMiniMath, CancellationToken cancellation)
    {
        var seats = new List<PanelSeat>();
        foreach (var name in request.Judges)
        {
            seats.Add(await SeatAsync(name, isMiniMath, cancellation));
        }

        foreach (var name in request.Arbiters)
        {
            seats.Add(await SeatAsync(name, isMiniMath, cancellation) with { IsArbiter = true });
        }

        return seats.GroupBy(s => s.Judge.Id).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new JudgeException($"{twice.Key} has two seats; a judge has one, and voters of one model differ by prompt, or by seed at a temperature")
            : new JudgePanel(seats);
    }

    private async Task<PanelSeat> SeatAsync(string text, bool isMiniMath, CancellationToken cancellation)
    {
        var spec = JudgeSpec.Parse(text);
        return new PanelSeat(await MakeAsync(text, spec, isMiniMath, cancellation), spec.Options.Weight);
    }

    private async Task<Judge> MakeAsync(string text, JudgeSpec spec, bool isMiniMath, CancellationToken cancellation)
    {
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
            var model = new OpenAiJudgeModel(endpoint, spec.Model ?? "", await KeyAsync(cancellation), EndpointPatience.Default);
            return new ModelJudge(FormOf(spec, knowsMiniMath: false), model, time) { Sampling = spec.Options.Sampling };
        }

        var variant = Find(await server.ListVariantsAsync(cancellation), text, spec.Variant ?? "");
        var knowsMiniMath = variant.BaseModel.Equals("MiniMATH", StringComparison.OrdinalIgnoreCase);
        var served = new VariantJudgeModel(server, variant.Id, variant.Context, EndpointPatience.Default);
        return new ModelJudge(FormOf(spec, isMiniMath && knowsMiniMath), served, time) { Sampling = spec.Options.Sampling, BaseModel = variant.BaseModel };
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

    private async Task<string?> KeyAsync(CancellationToken cancellation) => KeyFile is { } file
        ? (await File.ReadAllTextAsync(file, cancellation)).Trim()
        : KeyVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
