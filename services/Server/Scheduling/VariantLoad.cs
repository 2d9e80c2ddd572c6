using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Server.Scheduling;

/// <summary>How busy a resident variant is: the owner thread writes after each step, any thread reads.</summary>
/// <param name="slots">Sequences that may run at once.</param>
/// <param name="cells">KV cells of the pool.</param>
/// <param name="time">Clock of the rates.</param>
internal sealed class VariantLoad(int slots, int cells, TimeProvider time)
{
    private readonly TokenRate _generated = new(time);
    private readonly TokenRate _prompt = new(time);
    private volatile int _running;
    private volatile int _paused;
    private long _usedCells;
    private long _reservedCells;

    public int Slots => slots;

    public int Cells => cells;

    public int Running => _running;

    /// <summary>Sequences that have begun, gave their places up and come back.</summary>
    public int Paused => _paused;

    /// <summary>Cells that running sequences have filled.</summary>
    public long UsedCells => Volatile.Read(ref _usedCells);

    /// <summary>Cells that running sequences have filled or may still fill.</summary>
    public long ReservedCells => Volatile.Read(ref _reservedCells);

    /// <summary>Tokens generated a second over the last few seconds.</summary>
    public double GeneratedPerSecond => _generated.PerSecond;

    /// <summary>Prompt tokens computed a second over the last few seconds.</summary>
    public double PromptPerSecond => _prompt.PerSecond;

    /// <summary>Counts the tokens of a plan that was executed.</summary>
    public void Count(StepPlan plan)
    {
        var given = 0;
        var generated = 0;
        foreach (var (sequence, tokens) in plan.Grants)
        {
            if (sequence is GenerationSequence generation)
            {
                given += Math.Clamp(generation.Given - (generation.Computed - tokens), 0, tokens);
                generated += generation.Generated > 0 ? 1 : 0; // before its first token a sequence only reads
            }
            else
            {
                given += tokens;
            }
        }

        _generated.Add(generated);
        _prompt.Add(given);
    }

    /// <summary>Takes over what runs now.</summary>
    /// <param name="running">Sequences.</param>
    /// <param name="paused">How many have begun and gave their places up.</param>
    /// <param name="reserved">Cells set aside for those that run.</param>
    public void Update(List<Sequence> running, int paused, long reserved)
    {
        long used = 0;
        for (var i = 0; i < running.Count; i++)
        {
            used += running[i].OwnCells;
        }

        Volatile.Write(ref _usedCells, used);
        Volatile.Write(ref _reservedCells, reserved);
        _paused = paused;
        _running = running.Count;
    }
}
