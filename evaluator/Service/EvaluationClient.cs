using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Evaluator.Service;

/// <summary>An evaluation service, for <c>run --evaluator</c>.</summary>
internal sealed class EvaluationClient(string address) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(address);

    /// <summary>Submits a run with its problems.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="RunRefusedException">The service refuses it or cannot be reached.</exception>
    public async Task<string> CreateAsync(RunRequest request, CancellationToken cancellation)
    {
        var message = new CreateRunRequest
        {
            Inline = new InlineDataset
            {
                Name = request.Dataset.Name,
                IsMinimath = request.Dataset.IsMiniMath,
                Problems =
                {
                    request.Dataset.Problems.Select(p => new Problem
                    {
                        Id = p.Id, Text = p.Text, Answer = p.Answer, Solution = p.Solution ?? "", Subject = p.Subject ?? "", Level = (uint)(p.Level ?? 0),
                    }),
                },
            },
            Sample = (uint)(request.Sample ?? 0),
            Variants = { request.Variants },
            Reference = request.Reference ?? "",
            Prompt = request.PromptName ?? "",
            Sampling = new SolutionSampling
            {
                Temperature = request.Settings.Temperature,
                TopP = request.Settings.TopP,
                MaxTokens = (uint)request.Settings.MaxTokens,
                Seed = request.Settings.Seed,
            },
            Judges = { request.Judges },
            Plain = request.Settings.Plain,
            Divergence = request.Divergence,
            Samples = (uint)request.Samples,
            NoiseFloor = request.NoiseFloor,
        };
        if (request.Parallelism is { } parallelism)
        {
            message.Parallelism = (uint)parallelism;
        }

        try
        {
            return (await new EvaluationService.EvaluationServiceClient(_channel).CreateRunAsync(message, cancellationToken: cancellation)).Run.Id;
        }
        catch (RpcException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new RunRefusedException($"{address}: {fault.Status.Detail}");
        }
    }

    /// <summary>Every variant's progress, again whenever it changes, until the run has ended.</summary>
    /// <exception cref="RunRefusedException">The run failed, was cancelled, or the service went away.</exception>
    public async IAsyncEnumerable<IReadOnlyList<VariantPace>> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var call = new EvaluationService.EvaluationServiceClient(_channel).WatchRun(new WatchRunRequest { Run = id }, cancellationToken: cancellation);
        Run? run = null;
        while (await NextAsync(call, id, cancellation))
        {
            run = call.ResponseStream.Current.Run;
            yield return [.. run.Variants.Select(RunMessages.PaceOf)];
        }

        if (run?.State != RunState.Complete)
        {
            throw new RunRefusedException($"run {id} ended as {run?.State}: {run?.StateReason}");
        }
    }

    public void Dispose() => _channel.Dispose();

    private async Task<bool> NextAsync(AsyncServerStreamingCall<WatchRunResponse> call, string id, CancellationToken cancellation)
    {
        try
        {
            return await call.ResponseStream.MoveNext(cancellation);
        }
        catch (RpcException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new RunRefusedException($"{address}: {fault.Status.Detail}; run {id} goes on there");
        }
    }
}
