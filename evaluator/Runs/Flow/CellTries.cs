using System.Collections.Concurrent;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs.Flow;

/// <summary>
/// How often the server died under each cell. All cells in flight are under suspicion then: one that was there twice is put aside and
/// tried alone at the end, where only it can be the reason.
/// </summary>
internal sealed class CellTries
{
    public const int InCompany = 2;
    public const int Alone = 3;

    private readonly ConcurrentDictionary<MissingCell, int> _deaths = new();
    private readonly ConcurrentQueue<MissingCell> _suspects = new();

    /// <summary>Cells that were put aside.</summary>
    public IReadOnlyCollection<MissingCell> Suspects => _suspects;

    /// <summary>Whether to try again at once; otherwise the cell has been put aside.</summary>
    public bool MayTryAgain(MissingCell cell)
    {
        if (_deaths.AddOrUpdate(cell, 1, (_, deaths) => deaths + 1) < InCompany)
        {
            return true;
        }

        _suspects.Enqueue(cell);
        return false;
    }

    /// <summary>Says that the server died once more under a cell that was alone.</summary>
    /// <exception cref="GenerationFailedException">That was once too often; the message names the cell.</exception>
    public void DiedAlone(MissingCell cell, GenerationFailedException fault)
    {
        if (_deaths.AddOrUpdate(cell, 1, (_, deaths) => deaths + 1) >= InCompany + Alone)
        {
            throw new GenerationFailedException(
                GenerationFault.ServerFault,
                $"{cell.Variant} on problem {cell.ProblemId}, sample {cell.Sample}: the server breaks off each time, {Alone} times with nothing else in flight: {fault.Message}",
                fault);
        }
    }
}
