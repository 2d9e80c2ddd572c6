using QuantGrpc.Bench.Load.Figures;
using QuantGrpc.Bench.Load.Pairs;

namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>A kind of work that two sides are given alike.</summary>
internal interface IScenario
{
    /// <summary>One line that says what is done.</summary>
    string Description { get; }

    /// <summary>What our server is started with for it.</summary>
    ServerShape Shape { get; }

    /// <summary>Learns what has to be known before the rounds.</summary>
    /// <param name="ours">Our server.</param>
    /// <param name="peer">The other; null where there is none.</param>
    /// <param name="cancellation">Ends it.</param>
    Task PrepareAsync(Side ours, Side? peer, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Runs it once on one side.</summary>
    /// <returns>The same figures in the same order each time.</returns>
    Task<IReadOnlyList<Figure>> MeasureAsync(Side side, int round, CancellationToken cancellation);
}
