using QuantGrpc.Server.Engine.Comparison;

namespace QuantGrpc.Server.Engine;

/// <summary>A sequence's part of a step.</summary>
/// <param name="Sequence">Which.</param>
/// <param name="Tokens">How many of the tokens that it wants, at least 1.</param>
internal readonly record struct Grant(Sequence Sequence, int Tokens)
{
    /// <summary>How many of the tokens' rows are looked at.</summary>
    public int Rows => Math.Max(0, Sequence.Computed + Tokens - Math.Max(Sequence.Computed, Sequence.FirstRow));
}

/// <summary>What one decode call computes. The planner fills it, the engine executes it; one object serves all steps.</summary>
internal sealed class StepPlan
{
    private readonly List<Grant> _grants = [];

    public IReadOnlyList<Grant> Grants => _grants;

    /// <summary>Adapters that all its tokens are computed with.</summary>
    public AdapterSet Adapters { get; set; } = AdapterSet.None;

    /// <summary>Tokens of all grants.</summary>
    public int Tokens { get; private set; }

    /// <summary>Rows that are looked at.</summary>
    public int Rows { get; private set; }

    public void Clear()
    {
        _grants.Clear();
        Tokens = 0;
        Rows = 0;
    }

    public void Add(Grant grant)
    {
        _grants.Add(grant);
        Tokens += grant.Tokens;
        Rows += grant.Rows;
    }
}
