using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Tests.Support;

/// <summary>An honest engine without a model: every sequence that is caught up gets the token 7, until its max_tokens.</summary>
internal sealed class ScriptedEngine(int slots = 2, int cells = 100, int stepTokens = 8, int stepRows = 8, int? prefillTokens = null) : IStepEngine
{
    public List<string> Steps { get; } = [];

    /// <summary>How often a place was cut or filled from another, for example "0=50" or "1=50 of 0".</summary>
    public List<string> Edits { get; } = [];

    /// <summary>Thrown by the next step.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Called in every step.</summary>
    public Action Stepped { get; init; } = () => { };

    public bool Disposed { get; private set; }

    public int StepTokens => stepTokens;

    public int PrefillTokens => prefillTokens ?? stepTokens;

    public int StepRows => stepRows;

    public int Cells => cells;

    public int Slots => slots;

    /// <summary>Null for a pool.</summary>
    public int? PartCells { get; init; }

    /// <summary>Fillers of the last step, place and position.</summary>
    public string Fillers { get; private set; } = "";

    public bool SharesBeginnings => true;

    public int Threads { get; init; } = 1;

    public bool IsExclusive { get; init; }

    /// <summary>Called where a step is computed, with its threads.</summary>
    public Action<int> Computing { get; init; } = _ => { };

    public void Compute(StepPlan plan, int threads)
    {
        Computing(threads);
        if (Fault is { } fault)
        {
            throw fault;
        }
    }

    public void Report(StepPlan plan)
    {
        Stepped();
        Fillers = string.Join(' ', plan.Fillers.Select(f => $"{f.Slot.Value}@{f.Position}"));
        Edits.AddRange(plan.Edits.Select(e => $"{e.Slot.Value}={e.Tokens}{(e.From is { } from ? $" of {from.Value}" : "")}"));
        Steps.Add(string.Join(' ', plan.Grants.Select(g => $"{g.Sequence.Id}:{g.Tokens}")));
        foreach (var grant in plan.Grants)
        {
            grant.Sequence.MarkComputed(grant.Tokens);
            if (grant.Sequence.Computed == grant.Sequence.Target)
            {
                Emit(grant.Sequence);
                Fork(grant.Sequence);
            }
        }
    }

    public void Dispose() => Disposed = true;

    private static void Fork(Sequence leader)
    {
        foreach (var follower in leader.Followers.Where(f => f.Computed == 0))
        {
            follower.MarkComputed(leader.Computed);
            Emit(follower);
        }
    }

    private static void Emit(Sequence any)
    {
        if (any is not GenerationSequence sequence)
        {
            any.End();
            return;
        }

        sequence.Write(new TokenGenerated { Index = sequence.NextIndex, Sample = sequence.Sample, Token = new TokenId(7), Text = "x" });
        sequence.Append(new TokenId(7), 0);
        if (sequence.Generated >= sequence.Request.Sampling.MaxTokens)
        {
            sequence.End();
        }
    }
}
