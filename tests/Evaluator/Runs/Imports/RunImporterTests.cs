using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Runs.Imports;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Tests.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Runs.Imports;

public sealed class RunImporterTests : IAsyncLifetime
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("quantgrpc-import-");
    private readonly StoreFolder _folder = new();
    private RunStore? _store;

    private RunStore Store => _store ?? throw new InvalidOperationException("the store is not open");

    public async ValueTask InitializeAsync() => _store = await _folder.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
        _files.Delete(recursive: true);
    }

    [Fact]
    public async Task Own_rows_of_two_variants_are_split_graded_and_paired()
    {
        var run = await ImportAsync(Write("own.jsonl",
            """{"variant": "bf16", "id": "a", "problem": "What is 1+1?", "answer": "2", "output": "Step 1: Add.\nThe answer is $\\boxed{2}$."}""",
            """{"variant": "awq", "id": "a", "problem": "What is 1+1?", "answer": "2", "output": "Step 1: Add.\nStep 2: Guess.\nThe answer is $\\boxed{3}$."}"""));

        run.Imported.ShouldBeTrue();
        run.State.ShouldBe(RunState.Complete);
        run.Notice.ShouldBe(RunImporter.Notice);
        var cells = await Store.ListCellsAsync(run.Id, new CellFilter(), CellPage.All);
        cells.Select(c => (c.Variant, c.Grade, c.StepCount, c.Flip)).ShouldBe(
            [("bf16", GradeVerdict.Equivalent, 1, null), ("awq", GradeVerdict.NotEquivalent, 2, Flip.Lost)]);
    }

    [Fact]
    public async Task Importing_again_gives_the_same_run_and_nothing_twice()
    {
        var file = Write("m.jsonl", """{"id": "a", "problem": "1+1?", "answer": "2", "prediction": "2"}""");

        var (first, second) = (await ImportAsync(file), await ImportAsync(file));

        second.Id.ShouldBe(first.Id);
        first.Variants.ShouldHaveSingleItem().Name.ShouldBe("m");
        (await Store.ListCellsAsync(first.Id, new CellFilter(), CellPage.All)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Fields_are_mapped_and_lists_are_samples()
    {
        var run = await ImportAsync(
            Write("x.jsonl", """{"pid": 7, "question": "1+1?", "gold_answer": "2", "responses": ["\\boxed{2}", "\\boxed{5}"], "model": "m"}"""),
            map: "prediction=responses,id=pid,problem=question,answer=gold_answer,variant=model");

        run.Samples.ShouldBe(2);
        (await Store.ListCellsAsync(run.Id, new CellFilter(), CellPage.All)).Select(c => (c.ProblemId, c.Sample, c.Grade)).ShouldBe(
            [("7", 0, GradeVerdict.Equivalent), ("7", 1, GradeVerdict.NotEquivalent)]);
    }

    [Fact]
    public async Task Samples_of_the_harness_are_read_once_however_many_filters_a_document_passed()
    {
        const string Document = "\"doc_id\": 3, \"doc\": {\"question\": \"2+2?\", \"answer\": \"Add.\\n#### 4\"}, \"target\": \"#### 4\", "
            + "\"arguments\": {\"gen_args_0\": {\"arg_0\": \"Q: 2+2?\", \"arg_1\": {\"until\": []}}}, \"resps\": [[\"So 4.\\n#### 4\"]]";
        var run = await ImportAsync(Write("samples_gsm8k.jsonl",
            "{" + Document + ", \"filtered_resps\": [\"4\"], \"filter\": \"strict-match\", \"exact_match\": 1.0}",
            "{" + Document + ", \"filtered_resps\": [\"4\"], \"filter\": \"flexible-extract\", \"exact_match\": 1.0}"));

        var cell = (await Store.ListCellsAsync(run.Id, new CellFilter(), CellPage.All)).ShouldHaveSingleItem();
        var detail = (await Store.GetDetailAsync(run.Id, cell.ResultId)).ShouldNotBeNull();
        detail.Problem.Answer.ShouldBe("4");
        detail.Result.Prompt.ShouldBe("Q: 2+2?");
        cell.ProblemId.ShouldBe("3");
    }

    [Fact]
    public async Task A_target_stands_for_an_answer_that_the_document_lacks()
    {
        var run = await ImportAsync(Write("s.jsonl", """{"doc_id": 0, "doc": {"problem": "1+1?"}, "target": "2", "resps": [["$\\boxed{2}$"]], "filtered_resps": ["2"]}"""));

        (await Store.ListCellsAsync(run.Id, new CellFilter(), CellPage.All)).ShouldHaveSingleItem().Grade.ShouldBe(GradeVerdict.Equivalent);
    }

    [Theory]
    [InlineData("""{"id": "a", "problem": "1+1?", "answer": "2"}""", "x.jsonl:2: no field prediction or output")]
    [InlineData("""{"id": "a", "prediction": "2", "answer": "2"}""", "x.jsonl:2: no field problem or question")]
    [InlineData("""{"id": "b", "problem": "1+2?", "answer": "3", "prediction": "3", "sample": "x"}""", "x.jsonl:2: sample is x; allowed is 0 and above")]
    [InlineData("""{"id": "ok", "problem": "1+2?", "answer": "3", "prediction": "3"}""", "x.jsonl:2: ok is the id of another problem in a row before")]
    [InlineData("{", "x.jsonl:2: no valid JSON")]
    public async Task A_malformed_row_is_named_by_file_line_and_field(string row, string message)
    {
        var file = Write("x.jsonl", """{"id": "ok", "problem": "0+1?", "answer": "1", "prediction": "1"}""", row);

        (await Should.ThrowAsync<DatasetException>(() => ImportAsync(file))).Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_variant_that_lacks_problems_of_another_is_refused_with_the_numbers()
    {
        var (one, two) = (Row("a", "1+1?"), Row("b", "2+1?"));
        ImportFile[] files = [new(Write("l.jsonl", one, two), "large"), new(Write("s.jsonl", one), "small")];

        var refusal = await Should.ThrowAsync<DatasetException>(() => ImportAsync(files, map: null, dataset: null));

        refusal.Message.ShouldStartWith("small: no output for 1 of 2 problems, b first");
    }

    [Fact]
    public async Task With_a_data_set_rows_need_ids_and_outputs_alone()
    {
        var dataset = await DatasetReader.ReadAsync(Write("d.jsonl", Row("a", "1+1?"), Row("b", "2+1?")), fields: null, CancellationToken.None);
        ImportFile[] files = [new(Write("o.csv", "id,output", "b,\"a line,\n\\boxed{3}\""), "m")];

        var run = await ImportAsync(files, map: null, dataset);

        (await Store.GetProblemsAsync(run.Id)).ShouldHaveSingleItem().Text.ShouldBe("2+1?");
        files = [new(Write("p.csv", "id,output", "z,3"), "m")];
        (await Should.ThrowAsync<DatasetException>(() => ImportAsync(files, map: null, dataset))).Message.ShouldContain("id is z: d.jsonl has no such problem");
    }

    [Fact]
    public void A_role_that_does_not_exist_is_refused_with_those_that_do() =>
        Should.Throw<DatasetException>(() => ImportMap.Parse("text=output")).Message.ShouldContain("prediction, variant, sample, prompt, problem");

    private static string Row(string id, string problem) => $$"""{"id": "{{id}}", "problem": "{{problem}}", "answer": "2", "prediction": "2"}""";

    private Task<Run> ImportAsync(string path, string? map = null) => ImportAsync([new ImportFile(path, Variant: null)], map, dataset: null);

    private Task<Run> ImportAsync(ImportFile[] files, string? map, Dataset? dataset) => new RunImporter(Store).ImportAsync(
        new ImportRequest { Files = files, Map = ImportMap.Parse(map), Dataset = dataset }, _ => { }, TestContext.Current.CancellationToken);

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_files.FullName, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
