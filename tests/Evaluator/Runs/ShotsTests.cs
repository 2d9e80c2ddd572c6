using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Tests.Evaluator.Datasets;

namespace QuantGrpc.Tests.Evaluator.Runs;

public sealed class ShotsTests : IDisposable
{
    private readonly DataFolder _data = new();
    private readonly Dataset _evaluated = new()
    {
        Name = "test", Source = "test.jsonl", Sha256 = "", Problems = [new Problem { Id = "0", Text = "p0", Answer = "0" }],
    };

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_seed_fixes_them_and_another_seed_draws_others()
    {
        var path = Rows(Enumerable.Range(1, 100).Select(i => $$"""{"problem": "p{{i}}", "solution": "$\\boxed{ {{i}} }$"}"""));

        var shots = await DrawAsync(path, 4, 7);

        shots.Text.Split("Problem:\n").Length.ShouldBe(5);
        (await DrawAsync(path, 4, 7)).ShouldBe(shots);
        (await DrawAsync(path, 4, 8)).ShouldNotBe(shots);
    }

    [Fact]
    public async Task An_example_is_problem_and_solution_and_ends_with_the_box()
    {
        var path = Rows(["""{"question": "How {many}?", "answer": "2+2=<<2+2=4>>4\n#### 4"}"""]);

        (await DrawAsync(path, 1, 0)).Text.ShouldBe("Problem:\nHow {many}?\n\nSolution:\n2+2=4\nThe answer is $\\boxed{4}$.");
    }

    [Fact]
    public async Task Problems_under_evaluation_are_never_examples()
    {
        var path = Rows(["""{"problem": "p0", "solution": "\\boxed{1}"}""", """{"problem": "p1", "answer": "1"}""", """{"problem": "p2", "solution": "\\boxed{2}"}"""]);

        (await DrawAsync(path, 1, 0)).Text.ShouldContain("p2");
        (await Should.ThrowAsync<RunRefusedException>(DrawAsync(path, 2, 0))).Message
            .ShouldBe("--shots 2: train.jsonl has 1 problems with solutions that are not in test.jsonl");
    }

    [Fact]
    public async Task Malformed_rows_are_counted() =>
        (await DrawAsync(Rows(["{", """{"problem": "p2", "solution": "\\boxed{2}"}"""]), 1, 0)).Passed.ShouldBe(1);

    private string Rows(IEnumerable<string> rows) => _data.Write("train.jsonl", string.Join('\n', rows));

    private Task<Shots> DrawAsync(string path, int count, ulong seed) => Shots.DrawAsync(path, count, seed, _evaluated, CancellationToken.None);
}
