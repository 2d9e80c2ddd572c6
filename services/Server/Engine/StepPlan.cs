using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine;

/// <summary>A sequence's part of a step.</summary>
/// <param name="Sequence">Which.</param>
/// <param name="Tokens">How many of the tokens that it wants, at least 1.</param>
internal readonly record struct Grant(Sequence Sequence, int Tokens)
{
    /// <summary>How many of the tokens' rows are looked at.</summary>
    public int Rows => Math.Max(0, Sequence.Computed + Tokens - Math.Max(Sequence.Computed, Sequence.FirstRow));
}

/// <summary>What a place of the KV cache holds before a step is computed.</summary>
/// <param name="Slot">Which place.</param>
/// <param name="Tokens">How many cells, from position 0; all others are freed.</param>
/// <param name="From">Whose cells it takes over; null where it keeps its own.</param>
internal readonly record struct CacheEdit(SequenceId Slot, int Tokens, SequenceId? From = null);

/// <summary>A token that nobody wants, in a place that has nothing to compute in a step: neighbours on both sides are then computed together.</summary>
/// <param name="Slot">Which place.</param>
/// <param name="Position">Its first empty cell.</param>
internal readonly record struct Filler(SequenceId Slot, int Position);

/// <summary>What one decode call computes. The planner fills it, the engine executes it; one object serves all steps.</summary>
internal sealed class StepPlan
{
    private static readonly Comparison<Grant> BySlot = static (a, b) => a.Sequence.Slot.GetValueOrDefault().Value - b.Sequence.Slot.GetValueOrDefault().Value;

    private readonly List<Grant> _grants = [];

    /// <summary>What changes in the KV cache before anything is computed, in this order: an earlier one may read what a later one frees.</summary>
    public List<CacheEdit> Edits { get; } = [];

    public List<Grant> Grants => _grants;

    /// <summary>Places between those that compute, which get one token more that is taken back after the step.</summary>
    public List<Filler> Fillers { get; } = [];

    /// <summary>Adapters that all its tokens are computed with.</summary>
    public AdapterSet Adapters { get; set; } = AdapterSet.None;

    /// <summary>
    /// Whether it is computed while no other variant's step is: its results must not depend on others, or others wait for it, which then is faster
    /// with all threads.
    /// </summary>
    public bool IsAlone { get; set; }

    /// <summary>Tokens of all grants.</summary>
    public int Tokens { get; private set; }

    /// <summary>Rows that are looked at.</summary>
    public int Rows { get; private set; }

    /// <summary>It was executed.</summary>
    public void Clear()
    {
        _grants.Clear();
        Edits.Clear();
        Fillers.Clear();
        Tokens = 0;
        Rows = 0;
    }

    public void Add(Grant grant)
    {
        _grants.Add(grant);
        Tokens += grant.Tokens;
        Rows += grant.Rows;
    }

    /// <summary>
    /// Orders the grants by place: where sequences have parts of their own, llama.cpp computes neighbours together and everybody else apart
    /// (llama-batch.cpp, split_equal).
    /// </summary>
    public void Order() => _grants.Sort(BySlot);
}
