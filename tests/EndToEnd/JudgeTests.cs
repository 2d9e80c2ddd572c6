using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Panels, arbiters and labels with the real server.</summary>
[Collection(MiniMathServer.Name)]
public sealed class JudgeTests(MiniMathServer server) : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task An_arbiter_is_asked_about_what_the_voters_left_open_and_what_it_settles_leaves_the_queue()
    {
        string[] run = Run("--sample", "60", "--judge", "rule,weight=2", "--arbiter", "variant:f16");
        await Workplace.EvaluatorAsync(run);
        var open = Count("SELECT count(*) FROM verdicts WHERE judge = 'rule' AND kind = 'Abstained'");
        var settled = Count("SELECT count(*) FROM verdicts WHERE judge LIKE 'variant:%' AND kind = 'Valid'");
        var last = Count("SELECT max(id) FROM verdicts");

        open.ShouldBeGreaterThan(0);
        Count("SELECT count(*) FROM verdicts WHERE judge LIKE 'variant:%'").ShouldBe(open);
        Count("SELECT count(*) FROM run_judges WHERE (judge = 'rule' AND weight = 2 AND role = 'Voter') OR (judge LIKE 'variant:%' AND role = 'Arbiter')").ShouldBe(2);
        (await ExportAsync()).ShouldBe(open - settled);

        await Workplace.EvaluatorAsync(run);
        Count("SELECT max(id) FROM verdicts").ShouldBe(last);
    }

    [Fact]
    public async Task An_arbiter_may_come_later()
    {
        await Workplace.EvaluatorAsync(Run("--sample", "60", "--judge", "rule"));
        var open = Count("SELECT count(*) FROM verdicts WHERE kind = 'Abstained'");

        await Workplace.EvaluatorAsync("judge-run", "--server", server.Address, "--store", _workplace.Store, "--arbiter", "variant:f16");

        Count("SELECT count(*) FROM verdicts WHERE judge LIKE 'variant:%'").ShouldBe(open);
    }

    [Fact]
    public async Task Labels_are_drawn_without_verdicts_stored_and_compared()
    {
        await Workplace.EvaluatorAsync(Run("--sample", "60"));
        await Workplace.EvaluatorAsync("annotate", "sample", "--store", _workplace.Store, "--count", "5", "--variants", "Q2_K", "--out", _workplace.PathOf("a.jsonl"));
        var rows = (await File.ReadAllLinesAsync(_workplace.PathOf("a.jsonl"))).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        rows.Count.ShouldBe(5);
        foreach (var row in rows.Take(4))
        {
            row["first_error_step"] = 1;
            row["error_type"] = "computational_error";
            row["annotator"] = new JsonObject { ["kind"] = "model", ["name"] = "m" };
        }

        await File.WriteAllLinesAsync(_workplace.PathOf("b.jsonl"), rows.Select(r => r.ToJsonString()));
        await Workplace.EvaluatorAsync("judge-run", "--server", server.Address, "--store", _workplace.Store, "--judge", "rule");
        var output = await Workplace.EvaluatorAsync("annotate", "import", _workplace.PathOf("b.jsonl"), "--store", _workplace.Store);

        Count("SELECT count(*) FROM labels WHERE annotator_kind = 'model' AND first_error_step = 1").ShouldBe(4);
        Count("SELECT CAST(round(sum(weight)) AS INTEGER) FROM labels").ShouldBe(Count("SELECT count(*) FROM grades WHERE verdict = 'NotEquivalent'"));
        output.ShouldContain("1 of 5 rows have none");
        output.ShouldContain("rule");
        output.ShouldNotContain("people");
    }

    [Fact]
    public async Task A_reply_under_a_schema_is_json_whatever_the_model_thinks()
    {
        using var client = new InferenceClient(server.Address, TimeProvider.System);
        var model = new VariantJudgeModel(client, "minimath-f16", context: 1024, EndpointPatience.Default);
        var judged = new JudgeCase
        {
            Problem = "Evaluate $6 \\cdot 8 - 7$.", Steps = ["Multiply first: $6 \\cdot 8 = 48$.", "Then $48 - 7 = 42$."], FinalAnswer = "42",
            ReferenceAnswer = "41", ReferenceSteps = ["Multiply first: $6 \\cdot 8 = 48$.", "Then $48 - 7 = 41$."], IsMiniMath = true,
        };
        var form = new InstructionForm();

        // Its own prompt, since ours is longer than the context it was trained with; the schema is ours.
        var reply = await model.AskAsync(
            new JudgeQuestion(new MiniMathForm().PromptOf(judged), 700, form.SchemaOf(judged)), TestContext.Current.CancellationToken);

        reply.IsWhole.ShouldBeTrue(reply.Text);
        var json = JsonDocument.Parse(reply.Text).RootElement;
        json.EnumerateObject().Select(p => p.Name).ShouldBe(["first_error_step", "types", "transcription", "reason"]);
        (Record.Exception(() => form.Read(reply.Text, judged)) is null or InvalidReplyException).ShouldBeTrue();
    }

    private async Task<long> ExportAsync()
    {
        var path = _workplace.PathOf("open.jsonl");
        await Workplace.EvaluatorAsync("annotate", "export", "--store", _workplace.Store, "--out", path);
        return (await File.ReadAllLinesAsync(path)).Length;
    }

    private string[] Run(params string[] more) =>
        ["run", "--server", server.Address, "--store", _workplace.Store, "--data", Workplace.TestSet, "--variants", "Q2_K", .. more];

    private long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_workplace.Store};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(command.ExecuteScalar() ?? 0L);
    }
}
