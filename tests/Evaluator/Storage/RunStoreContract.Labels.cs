using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Storage;

public abstract partial class RunStoreContract
{
    private static readonly FailureLabel Label = new()
    {
        ResultId = 0, AnnotatorKind = "person", AnnotatorName = "A", Round = 1, FirstErrorStep = 2, ErrorType = "computational_error", Stratum = "s", Weight = 2.5,
    };

    [Fact]
    public async Task Equations_are_counted_once_a_version_of_the_checker()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        var id = (await Store.AddResultAsync(StoreSamples.Result("F16", 0))).ResultId;
        (await CellsAsync(new CellFilter())).Single().EquationsChecked.ShouldBeNull();
        (await Store.GetUncountedAsync("run-1", "1")).ShouldBe([id]);

        await Store.AddEquationCountAsync(new EquationCount { ResultId = id, CheckerVersion = "1", Checked = 4, Wrong = 1 });
        (await Store.GetUncountedAsync("run-1", "1")).ShouldBeEmpty();
        (await Store.GetUncountedAsync("run-1", "2")).ShouldBe([id]);
        await Store.AddEquationCountAsync(new EquationCount { ResultId = id, CheckerVersion = "2", Checked = 5, Wrong = 0 });

        var cell = (await CellsAsync(new CellFilter())).Single();
        (cell.EquationsChecked, cell.EquationsWrong).ShouldBe((5, 0));
    }

    [Fact]
    public async Task Labels_come_back_and_a_mended_one_takes_the_place_of_the_one_before()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        var label = Label with { ResultId = (await Store.AddResultAsync(StoreSamples.Result("F16", 0))).ResultId };
        var again = label with { Round = 2, FirstErrorStep = null, ErrorType = "none" };
        var mended = label with { FirstErrorStep = 1, Transcription = true };

        await Store.AddLabelsAsync("run-1", [label, again]);
        await Store.AddLabelsAsync("run-1", [mended]);

        (await Store.ListLabelsAsync("run-1")).ShouldBe([mended, again]);
        (await Store.ListLabelsAsync("run-2")).ShouldBeEmpty();
    }
}
