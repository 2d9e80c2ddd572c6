using Google.Protobuf;
using QuantGrpc.Endpoints;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Runs;
using Dataset = QuantGrpc.Evaluator.Datasets.Dataset;
using Problem = QuantGrpc.Evaluator.Datasets.Problem;

namespace QuantGrpc.Evaluator.Service;

/// <summary>CreateRun's request, checked and with every default filled in.</summary>
/// <param name="shelf">Where data sets are found.</param>
internal sealed class RequestParser(DatasetShelf shelf)
{
    private const int MostExamples = 64;
    private const int MostSamples = 1024;

    public async Task<RunRequest> ParseAsync(CreateRunRequest message, CancellationToken cancellation)
    {
        var sampling = message.Sampling ?? new SolutionSampling();
        Require(sampling.Temperature is >= 0 and <= 100, "sampling.temperature", sampling.Temperature, "0 to 100");
        Require(!sampling.HasTopP || sampling.TopP is > 0 and <= 1, "sampling.top_p", sampling.TopP, "above 0 up to 1");
        Require(!sampling.HasMaxTokens || sampling.MaxTokens is >= 1 and <= 1_000_000, "sampling.max_tokens", sampling.MaxTokens, "1 to 1000000");
        Require(!message.HasParallelism || message.Parallelism is >= 1 and <= 1024, "parallelism", message.Parallelism, "1 to 1024");
        Require(!message.HasSamples || message.Samples is >= 1 and <= MostSamples, "samples", message.Samples, $"1 to {MostSamples}");
        Require(!message.HasSamples || message.Samples == 1 || sampling.Temperature > 0, "sampling.temperature", sampling.Temperature, "above 0 with several samples, which would all be the same");
        Require(message.Grammar.Length == 0 || message.Grammar == StepGrammar.Shipped, "grammar", message.Grammar, StepGrammar.Shipped);
        string[] prompts = [.. PromptTemplate.Shipped, .. PromptTemplate.ShippedWithShots];
        Require(message.Prompt.Length == 0 || prompts.Contains(message.Prompt), "prompt", message.Prompt, string.Join(", ", prompts));
        var dataset = await DatasetAsync(message, cancellation);
        var shots = message.Examples is { } examples ? await ShotsAsync(examples, sampling.Seed, dataset, cancellation) : null;
        var prompt = message.Prompt.Length > 0 ? message.Prompt : shots is not null ? "few_shot" : dataset.IsMiniMath ? "problem" : "steps";
        return new RunRequest
        {
            Dataset = dataset,
            Sample = message.Sample > 0 ? (int)Math.Min(message.Sample, int.MaxValue) : null,
            Variants = [.. message.Variants],
            Reference = message.Reference.Length > 0 ? message.Reference : null,
            Settings = new SolutionSettings
            {
                Prompt = PromptTemplate.Load(prompt, shots is not null).Text,
                Shots = shots?.Text,
                Plain = message.Plain,
                Temperature = sampling.Temperature,
                TopP = sampling.HasTopP ? sampling.TopP : 1,
                MaxTokens = sampling.HasMaxTokens ? (int)sampling.MaxTokens : dataset.IsMiniMath ? 512 : 1024,
                Seed = sampling.Seed,
                Stop = message.Plain && shots is not null ? [Shots.NextExample] : null,
                Grammar = message.Grammar.Length > 0 ? StepGrammar.Load(message.Grammar) : null,
            },
            Judges = [.. message.Judges],
            Divergence = message.Divergence,
            Samples = message.HasSamples ? (int)message.Samples : 1,
            NoiseFloor = message.NoiseFloor,
            Parallelism = message.HasParallelism ? (int)message.Parallelism : null,
        };
    }

    private async Task<Dataset> DatasetAsync(CreateRunRequest message, CancellationToken cancellation)
    {
        if (message.DataCase == CreateRunRequest.DataOneofCase.Inline)
        {
            return Inline(message.Inline);
        }

        return await DatasetReader.ReadAsync(Find(message.Dataset), fields: null, cancellation);
    }

    private async Task<Shots> ShotsAsync(Examples examples, ulong seed, Dataset evaluated, CancellationToken cancellation)
    {
        Require(examples.Count is >= 1 and <= MostExamples, "examples.count", examples.Count, $"1 to {MostExamples}");
        return await Shots.DrawAsync(Find(examples.Dataset), (int)examples.Count, seed, evaluated, cancellation);
    }

    private string Find(string name) => shelf.Find(name)
        ?? throw GrpcErrors.NotFound("data set", name, shelf.List().Select(d => d.IsUploaded ? d.Sha256 ?? d.Name : d.Name));

    private static Dataset Inline(InlineDataset inline)
    {
        Require(inline.Problems.Count > 0, "inline.problems", "no problem", "at least one");
        for (var i = 0; i < inline.Problems.Count; i++)
        {
            var problem = inline.Problems[i];
            Require(problem.Id.Length > 0, $"inline.problems[{i}].id", "", "a text that is unique in the data set");
            Require(problem.Text.Length > 0, $"inline.problems[{i}].text", "", "the problem's text");
            Require(problem.Answer.Length > 0, $"inline.problems[{i}].answer", "", "the reference answer");
            Require(problem.Level <= 5, $"inline.problems[{i}].level", problem.Level, "1 to 5, or 0 for unknown");
        }

        Require(inline.Problems.Select(p => p.Id).Distinct().Count() == inline.Problems.Count, "inline.problems", "repeated ids", "ids that are unique");
        return new Dataset
        {
            Name = inline.Name.Length > 0 ? inline.Name : "inline",
            Source = "inline",
            Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(inline.ToByteArray())),
            IsMiniMath = inline.IsMinimath,
            Problems = [.. inline.Problems.Select(p => new Problem
            {
                Id = p.Id,
                Text = p.Text,
                Answer = p.Answer,
                Solution = p.Solution.Length > 0 ? p.Solution : null,
                Subject = p.Subject.Length > 0 ? p.Subject : null,
                Level = p.Level > 0 ? (int)p.Level : null,
            })],
        };
    }

    private static void Require(bool holds, string field, object value, string allowed)
    {
        if (!holds)
        {
            throw GrpcErrors.InvalidArgument(field, value.ToString() ?? "", allowed);
        }
    }
}
