using QuantGrpc.Evaluator.Commands.Divergences;
using QuantGrpc.Evaluator.Commands.Inspection;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>divergence</c>: how far variants are from a reference on given solutions, token by token.</summary>
internal sealed class DivergenceCommand(IAnsiConsole console) : AsyncCommand<DivergenceSettings>
{
    private const ulong SampleSeed = 0; // that of `run`, where none is given

    public override async Task<int> ExecuteAsync(CommandContext context, DivergenceSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Run is { } run)
        {
            return await new RunDivergence(console, settings).ExecuteAsync(run, cancellationToken);
        }

        var dataset = await DatasetReader.ReadAsync(settings.Data, settings.Fields is { } map ? FieldMap.Parse(map) : null, cancellationToken);
        using var server = new InferenceClient(settings.Server, TimeProvider.System);
        var served = await server.ListVariantsAsync(cancellationToken);
        var reference = VariantChoice.Find(served, "--reference", settings.Reference);
        var variants = Others(served, reference, settings.Variants);
        var solutions = await SolutionsAsync(server, dataset, [reference, .. variants], settings, cancellationToken);
        var request = new DivergenceRequest
        {
            Reference = reference.Id, Variants = [.. variants.Select(v => v.Id)], Texts = [.. solutions.All.Select(s => s.Given)],
        };
        await CheckSizeAsync(server, request, cancellationToken);
        var result = new DivergenceResult(reference.Id, request.Variants, solutions);
        if (settings.Json)
        {
            await WriteJsonAsync(server.CompareScoreAsync(request, cancellationToken), result);
        }
        else
        {
            await ShowAsync(server.CompareScoreAsync(request, cancellationToken), result);
        }

        return 0;
    }

    private static List<ServedVariant> Others(IReadOnlyList<ServedVariant> served, ServedVariant reference, string? list)
    {
        var names = list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [.. served.Where(v => v.IsReady && v.Id != reference.Id).Select(v => v.Id)];
        return names.Length is >= 1 and <= DivergenceRequest.MostVariants
            ? [.. names.Select(name => VariantChoice.Find(served, "--variants", name))]
            : throw new RunRefusedException($"--variants: {names.Length} beside the reference; 1 to {DivergenceRequest.MostVariants}");
    }

    private async Task<Solutions> SolutionsAsync(
        InferenceClient server, Dataset dataset, IReadOnlyList<ServedVariant> variants, DivergenceSettings settings, CancellationToken cancellation)
    {
        var problems = settings.Limit is { } limit ? StratifiedSample.Take(dataset.Problems, limit, SampleSeed) : dataset.Problems;
        var maker = new SolutionMaker(server, variants[0], variants.Min(v => v.Context))
        {
            Source = settings.Solutions,
            Prompt = PromptTemplate.Load(settings.Prompt ?? (dataset.IsMiniMath ? "problem" : "steps")).Text,
            MaxTokens = settings.MaxTokens ?? (dataset.IsMiniMath ? 512 : 1024),
        };
        var doing = settings.Solutions == SolutionSource.Gold ? "tokenized" : $"written by {variants[0].Id}";
        Solutions? made = null;
        await StatusLine.ShowAsync(console, "solutions", async report =>
            made = await maker.MakeAsync(problems, done => report($"{done} of {problems.Count} solutions {doing}"), cancellation));
        return made ?? throw new InvalidOperationException("no solutions were made");
    }

    private static async Task CheckSizeAsync(InferenceClient server, DivergenceRequest request, CancellationToken cancellation)
    {
        var most = (await server.GetServerInfoAsync(cancellation)).MaxMessageBytes;
        if (most > 0 && request.Bytes > most)
        {
            throw new RunRefusedException(
                $"--limit: {request.Texts.Count} solutions make a request of {request.Bytes:N0} bytes; the server takes {most:N0}, about {request.Texts.Count * (long)most / request.Bytes} solutions");
        }
    }

    private static async Task WriteJsonAsync(IAsyncEnumerable<DivergenceEvent> events, DivergenceResult result)
    {
        var output = new JsonLines(Console.Out);
        await foreach (var item in events)
        {
            result.Take(item);
            output.Write(item is TextCompared text ? DivergenceJson.Of(result, text) : DivergenceJson.Of(result, (TextsCompared)item));
        }
    }

    private async Task ShowAsync(IAsyncEnumerable<DivergenceEvent> events, DivergenceResult result)
    {
        await StatusLine.ShowAsync(console, "waiting for the server", async report =>
        {
            await foreach (var item in events)
            {
                result.Take(item);
                report($"{result.Done} of {result.Solutions.All.Count} solutions compared, {result.Tokens:N0} tokens");
            }
        });
        var all = result.All ?? throw new GenerationFailedException(GenerationFault.Cut, "the server ended the comparison without a summary");
        DivergenceTable.Write(console, result, all);
    }
}
