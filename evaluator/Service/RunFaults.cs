using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Evaluator.Service;

/// <summary>What can go wrong with a run without a fault of this program.</summary>
internal static class RunFaults
{
    public static bool IsExpected(Exception fault) =>
        fault is RunRefusedException or JudgeException or GenerationFailedException or DatasetException;
}
