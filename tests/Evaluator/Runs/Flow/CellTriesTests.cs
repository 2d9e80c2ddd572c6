using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs.Flow;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Runs.Flow;

public sealed class CellTriesTests
{
    private static readonly MissingCell Cell = new() { Variant = "v", ProblemHash = "h", ProblemId = "algebra/7", Sample = 0 };

    [Fact]
    public void A_cell_under_which_the_server_died_twice_is_put_aside()
    {
        var tries = new CellTries();

        tries.MayTryAgain(Cell).ShouldBeTrue();
        tries.MayTryAgain(Cell).ShouldBeFalse();
        tries.Suspects.ShouldBe([Cell]);
    }

    [Fact]
    public void A_cell_that_kills_the_server_alone_too_is_named()
    {
        var tries = new CellTries();
        var fault = new GenerationFailedException(GenerationFault.Cut, "connection reset");
        for (var i = 1; i < CellTries.InCompany + CellTries.Alone; i++)
        {
            tries.DiedAlone(Cell, fault);
        }

        Should.Throw<GenerationFailedException>(() => tries.DiedAlone(Cell, fault)).Message.ShouldContain("v on problem algebra/7");
    }
}
