using System.Text.Json;
using QuantGrpc.Evaluator.Commands;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Judges.Quality;
using QuantGrpc.Tests.Evaluator.Datasets;

namespace QuantGrpc.Tests.Evaluator.Judges.Quality;

public sealed class QualityTests
{
    private const string Wrong = """{"id": "a", "problem": "p", "steps": ["$1 + 1 = 2$", "$2 + 2 = 5$"], "label": 1}""";
    private const string Silent = """{"id": "b", "problem": "p", "steps": ["x"], "label": 0}""";
    private const string Right = """{"id": "c", "problem": "p", "steps": ["$1 + 1 = 2$"], "label": -1}""";

    [Fact]
    public async Task Figures_count_silence_as_not_right_and_precision_where_it_speaks()
    {
        var rows = await RowsAsync(Wrong, Silent, Right);

        var figures = new QualityRun(new JudgePanel([new PanelSeat(new RuleJudge(TimeProvider.System))])).Figures(rows).ShouldHaveSingleItem();

        (figures.Erroneous.Right, figures.Erroneous.N).ShouldBe((1, 2));
        (figures.Correct.Right, figures.Correct.N).ShouldBe((0, 1));
        figures.F1.ShouldNotBeNull().Value.ShouldBe(0);
        (figures.Precision.Right, figures.Precision.N, figures.Coverage.N).ShouldBe((1, 1, 3));
        figures.RightType.ShouldBeNull();
    }

    [Fact]
    public async Task Rows_keep_the_files_own_counting()
    {
        var rows = await RowsAsync(Wrong, Silent);

        var json = JsonDocument.Parse(QualityJson.Of([], QualityRun.EquationRate([.. rows.Select(r => r.Label)]), rows)).RootElement;

        var spoken = json.GetProperty("rows")[0];
        spoken.GetProperty("label").GetInt32().ShouldBe(1);
        spoken.GetProperty("first_error_step").GetInt32().ShouldBe(1);
        json.GetProperty("rows")[1].GetProperty("spoke").GetBoolean().ShouldBeFalse();
        json.GetProperty("wrong_equations").GetProperty("n").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task The_first_step_that_differs_from_the_reference_is_the_baseline()
    {
        var rows = await RowsAsync("""
            {"unique_id": "m", "problem": "p", "steps": ["$1 + 1 = 2$", "$2 + 2 = 5$"], "final_answer": "5", "answer": "4", "family": "f",
            "solution": "Step 1: $1 + 1 = 2$\nStep 2: $2 + 2 = 4$\nThe answer is $\\boxed{4}$.", "first_error_step": 2, "error_type": "computational_error"}
            """.ReplaceLineEndings(" "));

        var figures = new QualityRun(new JudgePanel([new PanelSeat(new RuleJudge(TimeProvider.System))])).Figures(rows);

        figures.Select(f => f.Judge).ShouldBe(["rule", QualityRun.Baseline]);
        figures[1].Erroneous.Right.ShouldBe(1);
        figures[0].Both.ShouldNotBeNull().Right.ShouldBe(1);
        figures[0].Types.ShouldHaveSingleItem().ShouldBe(new Confusion("computational_error", "computational_error", 1));
    }

    [Theory]
    [InlineData("""{"problem": "p", "steps": []}""", "label")]
    [InlineData("""{"problem": "p", "steps": ["a"], "label": 1}""", "1 steps")]
    [InlineData("""{"steps": ["a"], "label": 0}""", "problem")]
    [InlineData("[]", "JSON")]
    [InlineData("""{"problem": "p", "steps": ["a"], "first_error_step": 1, "error_type": "oops"}""", "oops")]
    public async Task A_row_of_neither_form_is_refused_by_name(string line, string told) =>
        (await Should.ThrowAsync<DatasetException>(CasesAsync(Wrong, Right, line))).Message.ShouldContain(told);

    private static async Task<IReadOnlyList<QualityRow>> RowsAsync(params string[] lines) => await new QualityRun(new JudgePanel([new PanelSeat(new RuleJudge(TimeProvider.System))]))
        .JudgeAsync(await CasesAsync(lines), _ => { }, TestContext.Current.CancellationToken);

    private static async Task<List<LabelledCase>> CasesAsync(params string[] lines)
    {
        using var data = new DataFolder();
        var path = data.Write("labelled.jsonl", string.Join('\n', lines));
        return [.. (await DatasetReader.ReadLabelledAsync(path, TestContext.Current.CancellationToken)).Select(LabelledCases.Of)];
    }
}
