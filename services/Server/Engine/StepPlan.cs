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

/// <summary>Cells of one sequence that another takes over before a step.</summary>
/// <param name="From">Whose cells.</param>
/// <param name="To">A sequence without cells.</param>
/// <param name="Tokens">How many, from position 0.</param>
internal readonly record struct Beginning(Sequence From, Sequence To, int Tokens);

/// <summary>What one decode call computes. The planner fills it, the engine executes it; one object serves all steps.</summary>
internal sealed class StepPlan
{
    private readonly List<Grant> _grants = [];
    private readonly List<Beginning> _beginnings = [];

    public IReadOnlyList<Grant> Grants => _grants;

    /// <summary>What is handed over before anything is computed.</summary>
    public IReadOnlyList<Beginning> Beginnings => _beginnings;

    /// <summary>Adapters that all its tokens are computed with.</summary>
    public AdapterSet Adapters { get; set; } = AdapterSet.None;

    /// <summary>Tokens of all grants.</summary>
    public int Tokens { get; private set; }

    /// <summary>Rows that are looked at.</summary>
    public int Rows { get; private set; }

    public void Clear()
    {
        _grants.Clear();
        _beginnings.Clear();
        Tokens = 0;
        Rows = 0;
    }

    public void Add(Beginning beginning) => _beginnings.Add(beginning);

    public void Add(Grant grant)
    {
        _grants.Add(grant);
        Tokens += grant.Tokens;
        Rows += grant.Rows;
    }
}
