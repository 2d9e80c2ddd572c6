using System.ComponentModel;
using QuantGrpc.Evaluator.Commands.Inspection;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>inspect</c>: one problem, token by token, through several variants.</summary>
internal sealed class InspectCommand(IAnsiConsole console) : AsyncCommand<InspectCommand.Settings>
{
    internal sealed class Settings : ServerSettings
    {
        [CommandArgument(0, "[PROBLEM]")]
        [Description("The problem's text.")]
        public string? Problem { get; init; }

        [CommandOption("--lost <VARIANT>")]
        [Description("Take the first problem of the latest run that this variant lost and the reference solved.")]
        public string? Lost { get; init; }

        [CommandOption("--variants <LIST>")]
        [Description("Variants by id or suffix, comma-separated; the first is what the others are compared with. Default: all that serve.")]
        public string? Variants { get; init; }

        [CommandOption("--colour <MEASURE>")]
        [Description("margin, entropy or surprise.")]
        [DefaultValue(TokenMeasure.Margin)]
        public TokenMeasure Colour { get; init; }

        [CommandOption("--alternatives <N>")]
        [Description("Alternatives to show behind unsure tokens, 0 to 64.")]
        [DefaultValue(0)]
        public int Alternatives { get; init; }

        [CommandOption("--prompt <NAME>")]
        [Description("problem, steps, or a file with {problem} in it.")]
        [DefaultValue("problem")]
        public string Prompt { get; init; } = "problem";

        [CommandOption("--max-tokens <N>")]
        [DefaultValue(512)]
        public int MaxTokens { get; init; }

        [CommandOption("--json")]
        [Description("One JSON object a token, one a line.")]
        public bool Json { get; init; }
    }

    public override ValidationResult Validate(CommandContext context, Settings settings) =>
        settings.Problem is null == settings.Lost is null ? ValidationResult.Error("give either PROBLEM or --lost VARIANT")
        : settings.Alternatives is not (>= 0 and <= 64) ? ValidationResult.Error($"--alternatives {settings.Alternatives}: 0 to 64")
        : settings.MaxTokens < 1 ? ValidationResult.Error($"--max-tokens {settings.MaxTokens}: at least 1")
        : ValidationResult.Success();

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var server = new InferenceClient(settings.Server, TimeProvider.System);
        var served = await server.ListVariantsAsync(cancellationToken);
        var names = settings.Variants?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [.. served.Where(v => v.IsReady).Select(v => v.Id)];
        var variants = names.Select(name => VariantChoice.Find(served, "--variants", name)).ToList();
        var problem = settings.Problem ?? await LostAsync(settings, cancellationToken);
        if (!settings.Json)
        {
            console.MarkupLineInterpolated($"[italic]{problem}[/]");
            console.WriteLine();
        }

        await StreamAsync(server, variants, PromptTemplate.Render(PromptTemplate.Load(settings.Prompt).Text, problem), settings, cancellationToken);
        return 0;
    }

    private async Task StreamAsync(
        InferenceClient server, List<ServedVariant> variants, string prompt, Settings settings, CancellationToken cancellation)
    {
        var writer = WriterOf(settings);
        InspectedStream? reference = null;
        foreach (var variant in variants)
        {
            writer.Begin(variant);
            var stream = new InspectedStream(variant.Id, reference);
            await foreach (var item in server.GenerateAsync(RequestOf(variant, prompt, settings), cancellation))
            {
                switch (item)
                {
                    case TokenGenerated token:
                        writer.Write(stream, token, stream.Add(token));
                        break;
                    case GenerationEnded ended:
                        writer.End(stream, ended);
                        break;
                    default:
                        break;
                }
            }

            reference ??= stream;
        }
    }

    private TokenWriter WriterOf(Settings settings)
    {
        if (settings.Json)
        {
            return new JsonTokenWriter(Console.Out);
        }

        if (!console.Profile.Capabilities.Interactive)
        {
            return new PlainTokenWriter(Console.Out, settings.Colour);
        }

        TokenColouring.WriteLegend(console, settings.Colour);
        return new ColouredTokenWriter(console, settings.Colour, settings.Alternatives);
    }

    private static GenerationRequest RequestOf(ServedVariant variant, string prompt, Settings settings) => new()
    {
        Variant = variant.Id,
        Chat = [new ChatTurn("user", prompt)],
        MaxTokens = settings.MaxTokens,
        Figures = true,
        Alternatives = Math.Max(settings.Alternatives, 5), // the other side's choice is looked up where two part
    };

    private static async Task<string> LostAsync(Settings settings, CancellationToken cancellation)
    {
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellation);
        var run = (await store.ListRunsAsync(new RunPage { Size = 1 }, cancellation)).FirstOrDefault()
            ?? throw new RunRefusedException($"--lost: {settings.Store} holds no run");
        var variant = run.Variants.FirstOrDefault(v => v.Name == settings.Lost || v.Name.EndsWith($"-{settings.Lost}", StringComparison.OrdinalIgnoreCase))
            ?? throw new RunRefusedException($"--lost {settings.Lost}: run {run.Id} has {string.Join(", ", run.Variants.Select(v => v.Name))}");
        var lost = (await store.ListCellsAsync(run.Id, new CellFilter { Variant = variant.Name, Flip = Flip.Lost }, new CellPage { Size = 1 }, cancellation))
            .FirstOrDefault() ?? throw new RunRefusedException($"--lost {settings.Lost}: it lost no problem of run {run.Id}");
        var detail = await store.GetDetailAsync(run.Id, lost.ResultId, cancellation);
        return detail?.Problem.Text ?? throw new RunRefusedException($"--lost: result {lost.ResultId} is gone");
    }
}
