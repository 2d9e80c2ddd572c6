using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Runs.Flow;

/// <summary>
/// How many cells are in flight, and how many may be: a number that the user gave, over all variants; or by variant as many as fill the
/// server's batch and a few that wait to take a freed place.
/// </summary>
internal sealed class InFlight
{
    private readonly int? _total;
    private readonly Dictionary<string, int> _windows;
    private readonly Dictionary<string, int> _running = [];

    /// <param name="total">Over all variants; null leaves it to the windows.</param>
    /// <param name="windows">By variant.</param>
    public InFlight(int? total, IReadOnlyDictionary<string, int> windows)
    {
        _total = total;
        _windows = windows.ToDictionary();
    }

    /// <summary>Cells that fill a variant's batch: its sequences and a quarter more, which wait where they are asked for next.</summary>
    public static int WindowOf(ServedLoad load) => Math.Max(1, load.MaxRunning + Math.Min(Spare(load), load.MaxQueue));

    public bool HasRoom(string variant) =>
        (_total is not { } total || _running.Values.Sum() < total) && Of(variant) < _windows.GetValueOrDefault(variant, int.MaxValue);

    public void Started(string variant) => _running[variant] = Of(variant) + 1;

    public void Ended(string variant) => _running[variant] = Of(variant) - 1;

    /// <summary>
    /// Sets a variant's window by what its server says: smaller by what waits beyond the spare (others ask too, or KV cells are short),
    /// larger while places stay free although the window is used up (cells in flight are being graded and judged).
    /// </summary>
    public void Adapt(string variant, ServedLoad load)
    {
        if (!_windows.TryGetValue(variant, out var window) || load.MaxRunning == 0)
        {
            return;
        }

        var spare = Math.Min(Spare(load), load.MaxQueue);
        var surplus = load.Queued - spare;
        var free = load.Queued == 0 && Of(variant) >= window ? load.MaxRunning - load.Running : 0;
        _windows[variant] = surplus > 0
            ? Math.Max(1, window - surplus)
            : Math.Min(window + free, (2 * load.MaxRunning) + spare);
    }

    private static int Spare(ServedLoad load) => Math.Max(1, load.MaxRunning / 4);

    private int Of(string variant) => _running.GetValueOrDefault(variant);
}
