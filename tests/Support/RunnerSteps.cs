using QuantGrpc.Server.Scheduling;

namespace QuantGrpc.Tests.Support;

/// <summary>Steps of a variant that has a thread to itself.</summary>
internal static class RunnerSteps
{
    /// <summary>Plans, computes and reports one.</summary>
    /// <returns>Whether there was anything to compute.</returns>
    public static bool Step(this VariantRunner runner)
    {
        if (!runner.Begin())
        {
            return false;
        }

        runner.Compute(runner.Threads);
        runner.Finish();
        return true;
    }
}
