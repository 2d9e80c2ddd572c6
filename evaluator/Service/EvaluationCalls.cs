using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Evaluator.Service;

/// <summary>The evaluation service: each call goes to the class that answers it; what a run refuses becomes a status here.</summary>
internal sealed class EvaluationCalls(RunCalls runs, WatchCalls watchers, ReportCalls reports, DatasetCalls datasets, SolutionCalls solutions)
    : EvaluationService.EvaluationServiceBase
{
    public override async Task<CreateRunResponse> CreateRun(CreateRunRequest request, ServerCallContext context) =>
        new() { Run = await RefusalsAsync(() => runs.CreateAsync(request, context.CancellationToken)) };

    public override async Task WatchRun(WatchRunRequest request, IServerStreamWriter<WatchRunResponse> responseStream, ServerCallContext context) =>
        await watchers.WatchAsync(await runs.FindAsync(request.Run, context.CancellationToken), request.Results, responseStream, context.CancellationToken);

    public override async Task<GetRunResponse> GetRun(GetRunRequest request, ServerCallContext context) =>
        new() { Run = await runs.GetAsync(request.Run, context.CancellationToken) };

    public override Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context) =>
        runs.ListAsync(request, context.CancellationToken);

    public override Task ListResults(
        ListResultsRequest request, IServerStreamWriter<ListResultsResponse> responseStream, ServerCallContext context) =>
        runs.ResultsAsync(request, responseStream, context.CancellationToken);

    public override async Task<CancelRunResponse> CancelRun(CancelRunRequest request, ServerCallContext context) =>
        new() { Run = await runs.CancelAsync(request.Run, context.CancellationToken) };

    public override async Task<ResumeRunResponse> ResumeRun(ResumeRunRequest request, ServerCallContext context) =>
        new() { Run = await RefusalsAsync(() => runs.ResumeAsync(request.Run, context.CancellationToken)) };

    public override async Task GetReport(GetReportRequest request, IServerStreamWriter<GetReportResponse> responseStream, ServerCallContext context) =>
        await reports.WriteAsync(await runs.FindAsync(request.Run, context.CancellationToken), request, responseStream, context.CancellationToken);

    public override Task<ListDatasetsResponse> ListDatasets(ListDatasetsRequest request, ServerCallContext context) => Task.FromResult(datasets.List());

    public override Task<UploadDatasetResponse> UploadDataset(IAsyncStreamReader<UploadDatasetRequest> requestStream, ServerCallContext context) =>
        datasets.UploadAsync(requestStream, context.CancellationToken);

    public override Task<ParseSolutionResponse> ParseSolution(ParseSolutionRequest request, ServerCallContext context) =>
        Task.FromResult(SolutionCalls.Parse(request));

    public override Task<GradeAnswerResponse> GradeAnswer(GradeAnswerRequest request, ServerCallContext context) =>
        Task.FromResult(SolutionCalls.Grade(request));

    public override Task<LocateErrorResponse> LocateError(LocateErrorRequest request, ServerCallContext context) =>
        RefusalsAsync(() => solutions.LocateAsync(request, context.CancellationToken));

    private static async Task<T> RefusalsAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.Unavailable)
        {
            throw GrpcErrors.Unavailable(fault.Message);
        }
        catch (Exception refusal) when (refusal is RunRefusedException or JudgeException or DatasetException or GenerationFailedException)
        {
            throw GrpcErrors.FailedPrecondition(refusal.Message);
        }
    }
}
