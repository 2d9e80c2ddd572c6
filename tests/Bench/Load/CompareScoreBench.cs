using System.ComponentModel;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Support;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Load;

/// <summary>
/// <c>compare-score</c>: teacher-forced divergence of variants from a reference: MiniMATH's own solutions, or a text in windows of
/// which the second half is scored, as llama.cpp's <c>llama-perplexity --kl-divergence</c> cuts it.
/// </summary>
internal sealed class CompareScoreBench(IAnsiConsole console) : AsyncCommand<CompareScoreBench.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--models <FOLDER>")]
        [Description("Folder of the variants.")]
        public string Models { get; init; } = "";

        [CommandOption("--reference <ID>")]
        [DefaultValue("minimath-f16")]
        public string Reference { get; init; } = "";

        [CommandOption("--solutions <N>")]
        [Description("MiniMATH solutions of the test set.")]
        [DefaultValue(100)]
        public int Solutions { get; init; }

        [CommandOption("--text <FILE>")]
        [Description("A text to be cut into windows instead.")]
        public string? Text { get; init; }

        [CommandOption("--window <N>")]
        [Description("Tokens of a window.")]
        [DefaultValue(512)]
        public int Window { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var server = await RunningServer.StartAsync("--models", settings.Models, "--sequences", "8", "--context", "1024");
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = 64 * 1024 * 1024 });
        var client = new InferenceService.InferenceServiceClient(channel);
        var request = settings.Text is { } text ? await WindowsAsync(client, settings, text, cancellationToken) : Solutions(settings);
        var served = await client.ListVariantsAsync(new ListVariantsRequest(), cancellationToken: cancellationToken);
        request.Variants.AddRange(served.Variants.Select(v => v.Id).Where(id => id != settings.Reference));
        var responses = await CompareAsync(client, request, cancellationToken);
        Print(request, responses);
        if (settings.Text is not null)
        {
            PrintWindows(settings, request, responses[^1].Finished);
        }

        return 0;
    }

    private static CompareScoreRequest Solutions(Settings settings)
    {
        var request = new CompareScoreRequest { Reference = settings.Reference };
        foreach (var line in File.ReadLines(Repository.PathOf("models", "minimath", "minimath_test.jsonl")).Take(settings.Solutions))
        {
            using var row = JsonDocument.Parse(line);
            request.Texts.Add(new ScoredText
            {
                Input = new PromptInput
                {
                    Chat = new ChatInput { Messages = { new ChatMessage { Role = "user", Content = row.RootElement.GetProperty("problem").GetString() } } },
                },
                Continuation = new TextInput { Text = row.RootElement.GetProperty("solution").GetString() },
            });
        }

        return request;
    }

    private static async Task<CompareScoreRequest> WindowsAsync(
        InferenceService.InferenceServiceClient client, Settings settings, string file, CancellationToken cancellation)
    {
        var tokens = await client.TokenizeAsync(
            new TokenizeRequest { Variant = settings.Reference, Text = await File.ReadAllTextAsync(file, cancellation), AddBeginningOfText = true, ParseControlTokens = true },
            new CallOptions(cancellationToken: cancellation));
        var request = new CompareScoreRequest { Reference = settings.Reference };
        foreach (var window in tokens.Tokens.Select(t => t.Id).Chunk(settings.Window).Where(w => w.Length == settings.Window))
        {
            request.Texts.Add(new ScoredText
            {
                Continuation = new TextInput { Tokens = new TokenInput { Ids = { window } } },
                Skip = (uint)settings.Window / 2,
            });
        }

        return request;
    }

    private static async Task<List<CompareScoreResponse>> CompareAsync(
        InferenceService.InferenceServiceClient client, CompareScoreRequest request, CancellationToken cancellation)
    {
        var responses = new List<CompareScoreResponse>();
        using var call = client.CompareScore(request, cancellationToken: cancellation);
        await foreach (var response in call.ResponseStream.ReadAllAsync(cancellation))
        {
            responses.Add(response);
        }

        return responses;
    }

    // llama-perplexity decodes each window whole in each of its two runs, one of which writes the reference's rows and one of which reads them.
    private void PrintWindows(Settings settings, CompareScoreRequest request, CompareScoreFinished finished)
    {
        var tokens = (long)finished.Texts * settings.Window * (1 + request.Variants.Count);
        var seconds = finished.Duration.ToTimeSpan().TotalSeconds;
        console.WriteLine(
            $"{finished.Texts} windows of {settings.Window} for {1 + request.Variants.Count} models: "
            + $"{tokens:N0} tokens decoded in {seconds:0.00} s of wall time, {tokens / seconds:N0} tokens/s");
    }

    private void Print(CompareScoreRequest request, List<CompareScoreResponse> responses)
    {
        var finished = responses[^1].Finished;
        var seconds = finished.Duration.ToTimeSpan().TotalSeconds;
        console.WriteLine(
            $"{finished.Texts} texts, {finished.Tokens} scored tokens, {finished.ComputedTokens} computed tokens in {seconds:0.00} s: "
            + $"{finished.ComputedTokens / seconds:N0} tokens/s, reference {request.Reference}, its perplexity {finished.ReferencePerplexity:0.000000}");
        var table = new Table().AddColumns(
            "variant", "PPL", "mean KL", "±", "median", "p90", "p95", "p99", "p99.9", "max", "same top", "mean Δp", "rms Δp", "texts without a flip", "median first flip");
        foreach (var variant in finished.Variants)
        {
            var flips = responses.Where(r => r.Text is not null).Select(r => r.Text.Variants[(int)variant.Variant - 1]).ToList();
            var first = flips.Where(f => f.HasFirstFlip).Select(f => f.FirstFlip).Order().ToList();
            var p = variant.Percentiles;
            table.AddRow(
                request.Variants[(int)variant.Variant - 1], $"{variant.Perplexity:0.000000}", $"{variant.MeanDivergence:0.000000}", $"{variant.MeanDivergenceError:0.000000}",
                $"{p.Median:0.000000}", $"{p.P90:0.000000}", $"{p.P95:0.000000}", $"{p.P99:0.000000}", $"{p.P999:0.000000}", $"{p.Maximum:0.000000}",
                $"{variant.SameTopShare:P3}", $"{variant.MeanProbabilityChange:P3}", $"{variant.RmsProbabilityChange:P3}",
                $"{flips.Count - first.Count} of {flips.Count}", first.Count == 0 ? "" : $"{first[first.Count / 2]}");
        }

        console.Profile.Width = 240;
        console.Write(table);
    }
}
