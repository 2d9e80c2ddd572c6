using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Data sets, reports, watchers and resumption of the evaluation service.</summary>
[Collection(MiniMathServer.Name)]
public sealed class EvaluationDataTests(MiniMathServer server) : IAsyncLifetime
{
    private const string Rows = """
        {"id": "a", "problem": "Each crate holds $6$ eggs. There are $8$ crates, and $17$ eggs are given away. How many eggs are left?", "answer": "31"}
        {"id": "b", "problem": "What is the least common multiple of $40$ and $20$?", "answer": "40"}
        """;

    private readonly Workplace _workplace = new();
    private RunningEvaluator? _evaluator;

    private EvaluationService.EvaluationServiceClient Client => _evaluator.ShouldNotBeNull().Client;

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _evaluator.ShouldNotBeNull().DisposeAsync();
        _workplace.Dispose();
    }

    [Fact]
    public async Task An_upload_is_stored_once_under_its_hash_and_runs_name_it_by_it()
    {
        var first = await UploadAsync("two.jsonl", Rows);
        var second = await UploadAsync("again.jsonl", Rows);

        first.Dataset.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Rows))));
        (first.Existed, first.Problems, second.Existed, second.Dataset.Name).ShouldBe((false, 2u, true, "two.jsonl"));
        (await Client.ListDatasetsAsync(new ListDatasetsRequest())).Datasets.Select(d => (d.Name, d.Origin)).ShouldContain(("two.jsonl", DatasetOrigin.Uploaded));
        var run = (await Client.CreateRunAsync(new CreateRunRequest { Dataset = first.Dataset.Sha256[..8], Variants = { "minimath-f16" } })).Run;
        (await WatchAsync(run.Id)).Variants.ShouldHaveSingleItem().Done.ShouldBe(2u);
    }

    [Theory]
    [InlineData("../two.jsonl", Rows, "header.name")]
    [InlineData("two.txt", Rows, "ending in .jsonl")]
    [InlineData("two.jsonl", """{"problem": "1+1?"}""", "two.jsonl:1")]
    public async Task An_upload_that_is_none_is_refused_with_the_reason(string name, string text, string reason)
    {
        var refusal = await Should.ThrowAsync<RpcException>(() => UploadAsync(name, text));

        refusal.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        refusal.Status.Detail.ShouldContain(reason);
        (await Client.ListDatasetsAsync(new ListDatasetsRequest())).Datasets.ShouldNotContain(d => d.Origin == DatasetOrigin.Uploaded);
    }

    [Fact]
    public async Task An_upload_whose_bytes_are_others_than_announced_is_refused()
    {
        var refusal = await Should.ThrowAsync<RpcException>(() => UploadAsync("two.jsonl", Rows, sha256: new string('0', 64)));

        refusal.Status.Detail.ShouldContain("header.sha256");
    }

    [Fact]
    public async Task A_report_comes_as_html_json_and_csv()
    {
        var run = await CreateAsync(20);
        await WatchAsync(run);

        Encoding.UTF8.GetString(await ReportAsync(run, ReportFormat.Html)).ShouldStartWith("<!DOCTYPE html>", Case.Insensitive);
        JsonDocument.Parse(await ReportAsync(run, ReportFormat.Json)).RootElement.GetProperty("acceptableLoss").GetDouble().ShouldBe(3);
        await using var tables = new ZipArchive(new MemoryStream(await ReportAsync(run, ReportFormat.Csv)));
        tables.Entries.Select(e => e.Name).ShouldContain("cells.csv");
        var refusal = await Should.ThrowAsync<RpcException>(() => ReportAsync(run, ReportFormat.Html, loss: 0));
        refusal.Status.Detail.ShouldContain("acceptable_loss is 0; allowed is above 0 and below 100");
    }

    [Fact]
    public async Task Early_and_late_watchers_get_every_result_once()
    {
        var run = await CreateAsync(60);
        var early = WatchResultsAsync(run);
        await WatchAsync(run);
        var late = await WatchResultsAsync(run);

        late.Count.ShouldBe(120);
        late.Select(KeyOf).ShouldBeUnique();
        (await early).Select(KeyOf).ShouldBe(late.Select(KeyOf));

        static string KeyOf(Result result) => $"{result.Variant} {result.ProblemId}";
    }

    [Fact]
    public async Task A_cancelled_run_is_resumed_to_its_end()
    {
        var run = await CreateAsync(100);
        await Client.CancelRunAsync(new CancelRunRequest { Run = run });

        (await Client.ResumeRunAsync(new ResumeRunRequest { Run = run })).Run.State.ShouldBe(RunState.Running);

        (await WatchAsync(run)).Variants.ShouldAllBe(v => v.Done == 100 && v.Cells == 100);
    }

    [Fact]
    public async Task Uploads_and_watchers_survive_the_services_death()
    {
        var upload = await UploadAsync("two.jsonl", Rows);
        var run = await CreateAsync(80);
        _evaluator.ShouldNotBeNull().Kill();
        await _evaluator.DisposeAsync();

        await StartAsync();

        (await Client.ListDatasetsAsync(new ListDatasetsRequest())).Datasets.ShouldContain(upload.Dataset);
        (await WatchResultsAsync(run)).Count.ShouldBe(160);
    }

    [Fact]
    public async Task Results_come_in_pages_and_by_flip()
    {
        var run = await CreateAsync(60);
        await WatchAsync(run);

        var (first, token) = await PageAsync(new ListResultsRequest { Run = run, PageSize = 50, TokenIds = true });
        var (rest, end) = await PageAsync(new ListResultsRequest { Run = run, PageSize = 100, PageToken = token });
        var (lost, _) = await PageAsync(new ListResultsRequest { Run = run, Flip = Flip.Lost });

        (first.Count, rest.Count, end).ShouldBe((50, 70, ""));
        first.ShouldAllBe(r => r.PromptTokenIds.Count > 0 && r.OutputTokenIds.Count == r.GeneratedTokens);
        lost.ShouldAllBe(r => r.Variant.EndsWith("Q2_K") && r.Verdict != Verdict.Equivalent);
        lost.Count.ShouldBe(first.Concat(rest).Count(r => r.Flip == Flip.Lost));
    }

    [Fact]
    public async Task Divergence_and_examples_are_asked_for_over_the_wire()
    {
        var upload = await UploadAsync("two.jsonl", Rows);
        var request = new CreateRunRequest
        {
            Dataset = upload.Dataset.Sha256, Variants = { "minimath-f16", "Q2_K" }, Reference = "minimath-f16", Divergence = true,
            Plain = true, Examples = new Examples { Count = 1, Dataset = "nothing.jsonl" },
        };

        var refusal = await Should.ThrowAsync<RpcException>(async () => await Client.CreateRunAsync(request));
        refusal.Status.Detail.ShouldContain("minimath_train.jsonl"); // of what exists
        request.Examples.Dataset = "minimath_train.jsonl";
        var run = await WatchAsync((await Client.CreateRunAsync(request)).Run.Id);

        run.State.ShouldBe(RunState.Complete);
        run.DivergenceGaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Samples_and_the_noise_floor_are_asked_for_over_the_wire()
    {
        var upload = await UploadAsync("two.jsonl", Rows);
        var request = new CreateRunRequest { Dataset = upload.Dataset.Sha256, Variants = { "minimath-f16" }, Samples = 2, NoiseFloor = true };

        var refusal = await Should.ThrowAsync<RpcException>(async () => await Client.CreateRunAsync(request));
        refusal.Status.Detail.ShouldContain("sampling.temperature is 0; allowed is above 0");
        request.Sampling = new SolutionSampling { Temperature = 0.7f };
        var run = await WatchAsync((await Client.CreateRunAsync(request)).Run.Id);

        (run.State, run.Samples).ShouldBe((RunState.Complete, 2u));
        run.Variants.Select(v => (v.Done, v.Cells)).ShouldBe([(4u, 4u), (4u, 4u)]);
    }

    private async Task StartAsync() => _evaluator = await RunningEvaluator.StartAsync(
        "--server", server.Address, "--store", _workplace.Store, "--data", Repository.PathOf("models", "minimath"));

    private async Task<string> CreateAsync(uint sample) => (await Client.CreateRunAsync(new CreateRunRequest
    {
        Dataset = "minimath_test.jsonl", Sample = sample, Variants = { "minimath-f16", "Q2_K" }, Reference = "minimath-f16",
    })).Run.Id;

    private async Task<UploadDatasetResponse> UploadAsync(string name, string text, string sha256 = "")
    {
        using var call = Client.UploadDataset(deadline: DateTime.UtcNow.AddMinutes(1));
        var header = new UploadDatasetHeader { Name = name, Sha256 = sha256 };
        try
        {
            await call.RequestStream.WriteAsync(new UploadDatasetRequest { Header = header });
            foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(64))
            {
                await call.RequestStream.WriteAsync(new UploadDatasetRequest { Data = ByteString.CopyFrom(part) });
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception refused) when (refused is RpcException or InvalidOperationException)
        {
            // Refused while it was sent: the answer says why.
        }

        return await call.ResponseAsync;
    }

    private async Task<byte[]> ReportAsync(string run, ReportFormat format, double loss = 3)
    {
        using var call = Client.GetReport(new GetReportRequest { Run = run, Format = format, AcceptableLoss = loss });
        using var file = new MemoryStream();
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            part.Data.WriteTo(file);
        }

        return file.ToArray();
    }

    private async Task<Run> WatchAsync(string id)
    {
        using var watch = Client.WatchRun(new WatchRunRequest { Run = id }, deadline: DateTime.UtcNow.AddMinutes(2));
        return (await watch.ResponseStream.ReadAllAsync().LastAsync()).Run;
    }

    private async Task<List<Result>> WatchResultsAsync(string id)
    {
        using var watch = Client.WatchRun(new WatchRunRequest { Run = id, Results = true }, deadline: DateTime.UtcNow.AddMinutes(2));
        return await watch.ResponseStream.ReadAllAsync().SelectMany(r => r.Results).ToListAsync();
    }

    private async Task<(List<Result> Results, string Token)> PageAsync(ListResultsRequest request)
    {
        using var call = Client.ListResults(request);
        var parts = await call.ResponseStream.ReadAllAsync().ToListAsync();
        return ([.. parts.SelectMany(p => p.Results)], parts.Count > 0 ? parts[^1].NextPageToken : "");
    }
}
