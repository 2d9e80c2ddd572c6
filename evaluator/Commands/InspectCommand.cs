using QuantGrpc.Evaluator.Commands.Inspection;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>inspect</c>: one problem, token by token, through several variants.</summary>
internal sealed class InspectCommand(IAnsiConsole console) : AsyncCommand<InspectSettings>
{
    private const int LeastAlternatives = 5; // the other side's choice is looked up where two part

    public override async Task<int> ExecuteAsync(CommandContext context, InspectSettings settings, CancellationToken cancellationToken)
    {
        using var server = new InferenceClient(settings.Server, TimeProvider.System);
        var served = await server.ListVariantsAsync(cancellationToken);
        var problem = settings.Lost is { } lost
            ? await InspectedProblem.LostAsync(settings.Store, lost, cancellationToken)
            : new InspectedProblem(settings.Problem ?? "", settings.Gold);
        if (!settings.Json)
        {
            new InspectionText(console, Console.Out).Problem(problem.Text);
        }

        var inspection = new Inspected(server, served, problem, settings);
        if (settings.Compare || settings.HandOvers.Length > 0)
        {
            await InStepAsync(inspection, cancellationToken);
        }
        else
        {
            await OneAfterAnotherAsync(inspection, cancellationToken);
        }

        return 0;
    }

    private async Task InStepAsync(Inspected inspected, CancellationToken cancellation)
    {
        var (settings, gold) = (inspected.Settings, inspected.Problem.Gold);
        var handOvers = new HandOverRunner(inspected.Server, inspected.Served, inspected.Task with { Alternatives = 0, Figures = false });
        var text = new InspectionText(console, Console.Out);
        var json = new JsonLines(Console.Out);
        if (settings.Compare)
        {
            var events = inspected.Server.CompareAsync(inspected.Comparison, cancellation);
            var lanes = settings.Json ? await new ComparisonJson(json, gold).WriteAsync(events) : await new ComparisonView(console, text, gold).ShowAsync(events);
            lanes.Sides.ToList().ForEach(handOvers.Know);
        }

        foreach (var handOver in settings.HandOvers.Select(HandOver.Parse).OfType<HandOver>())
        {
            var made = await handOvers.MakeAsync(handOver, cancellation);
            if (settings.Json)
            {
                HandOverView.Write(json, made, gold);
            }
            else
            {
                HandOverView.Write(text, made, gold);
            }
        }
    }

    private async Task OneAfterAnotherAsync(Inspected inspected, CancellationToken cancellation)
    {
        var writer = WriterOf(inspected.Settings);
        InspectedStream? reference = null;
        foreach (var variant in inspected.Variants)
        {
            writer.Begin(variant);
            var stream = new InspectedStream(variant.Id, reference);
            await foreach (var item in inspected.Server.GenerateAsync(inspected.Task with { Variant = variant.Id }, cancellation))
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

    private TokenWriter WriterOf(InspectSettings settings)
    {
        if (settings.Json)
        {
            return new JsonTokenWriter(new JsonLines(Console.Out));
        }

        if (!console.Profile.Capabilities.Interactive)
        {
            return new PlainTokenWriter(Console.Out, settings.Colour);
        }

        TokenColouring.WriteLegend(console, settings.Colour);
        return new ColouredTokenWriter(console, settings.Colour, settings.Alternatives);
    }

    private sealed class Inspected(InferenceClient server, IReadOnlyList<ServedVariant> served, InspectedProblem problem, InspectSettings settings)
    {
        public InferenceClient Server => server;

        public IReadOnlyList<ServedVariant> Served => served;

        public InspectedProblem Problem => problem;

        public InspectSettings Settings => settings;

        /// <summary>Those asked for; all that serve where none are named.</summary>
        public IReadOnlyList<ServedVariant> Variants { get; } =
        [
            .. (settings.VariantNames ?? [.. served.Where(v => v.IsReady).Select(v => v.Id)]).Select(name => VariantChoice.Find(served, "--variants", name)),
        ];

        /// <summary>What each variant is asked alone; its name is still to be filled in.</summary>
        public GenerationRequest Task { get; } = new()
        {
            Variant = "",
            Chat = [new ChatTurn("user", PromptTemplate.Render(PromptTemplate.Load(settings.Prompt).Text, problem.Text))],
            MaxTokens = settings.MaxTokens,
            Figures = true,
            Alternatives = Math.Max(settings.Alternatives, LeastAlternatives),
        };

        /// <summary>What all are asked in step.</summary>
        public ComparisonRequest Comparison => new()
        {
            Variants = [.. Variants.Select(v => v.Id)], Chat = Task.Chat, MaxTokens = settings.MaxTokens, Alternatives = Task.Alternatives,
        };
    }
}
