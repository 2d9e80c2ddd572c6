namespace QuantGrpc.Evaluator.Storage;

/// <summary>Where a run stands.</summary>
internal enum RunState
{
    /// <summary>Cells are missing and nothing says that they will not come. A killed process leaves its run in this state.</summary>
    Running,

    /// <summary>Every cell has a result.</summary>
    Complete,

    /// <summary>Stopped by its owner; what is done is kept and the run may be resumed.</summary>
    Cancelled,

    /// <summary>Stopped by a fault; <see cref="Run.StateReason"/> says which.</summary>
    Failed,
}

/// <summary>A run to be created: problems times variants times samples under one setting.</summary>
internal sealed record NewRun
{
    public required string Id { get; init; }
    public required DatasetFacts Dataset { get; init; }

    /// <summary>Template, sampling, limits, seed and strict as JSON, for people and for reproduction.</summary>
    public required string SettingsJson { get; init; }

    /// <summary>Hash of those settings: first part of every result's natural key.</summary>
    public required string SettingsHash { get; init; }

    /// <summary>Generations per problem and variant, numbered from 0.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>A line that heads every table of this run, such as MiniMATH's; absent for none.</summary>
    public string? Notice { get; init; }

    public required HostFacts Host { get; init; }

    /// <summary>In the order asked for; at most one is the reference, names are distinct.</summary>
    public required IReadOnlyList<RunVariant> Variants { get; init; }

    /// <summary>In the order asked for; no two have the same text.</summary>
    public required IReadOnlyList<RunProblem> Problems { get; init; }

    /// <summary>Ids of the judges asked for, first choice first; empty for none.</summary>
    public IReadOnlyList<string> Judges { get; init; } = [];

    /// <summary>Whether the reference's solutions are to be given to the other variants, token by token.</summary>
    public bool Divergence { get; init; }

    /// <summary>Whether its outputs were made elsewhere: nothing of it is generated here, and there is no provenance.</summary>
    public bool Imported { get; init; }
}

/// <summary>A stored run without its problems.</summary>
internal sealed record Run
{
    public required string Id { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required RunState State { get; init; }

    /// <summary>Why it failed or was cancelled.</summary>
    public string? StateReason { get; init; }

    /// <summary>When it left <see cref="RunState.Running"/>.</summary>
    public DateTimeOffset? Ended { get; init; }

    public required DatasetFacts Dataset { get; init; }
    public required string SettingsJson { get; init; }
    public required string SettingsHash { get; init; }
    public required int Samples { get; init; }
    public string? Notice { get; init; }
    public required HostFacts Host { get; init; }
    public required int ProblemCount { get; init; }

    /// <summary>As in <see cref="NewRun"/>.</summary>
    public bool Divergence { get; init; }

    /// <summary>As in <see cref="NewRun"/>.</summary>
    public bool Imported { get; init; }

    public IReadOnlyList<RunVariant> Variants { get; init; } = [];
    /// <summary>Ids of its judges, arbiters included, in the order of <see cref="Panel"/>.</summary>
    public IReadOnlyList<string> Judges => [.. Panel.Select(seat => seat.Judge)];

    /// <summary>Its judges, first choice first.</summary>
    public IReadOnlyList<JudgeSeat> Panel { get; init; } = [];

    /// <summary>The variant that the others are compared with.</summary>
    public RunVariant? Reference => Variants.FirstOrDefault(variant => variant.IsReference);

    /// <summary>Results that make the run complete.</summary>
    public int CellCount => ProblemCount * Variants.Count * Samples;
}
