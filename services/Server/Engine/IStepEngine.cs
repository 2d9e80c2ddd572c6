namespace QuantGrpc.Server.Engine;

/// <summary>
/// Computes steps, one at a time: what is planned is computed, on any thread, and then reported on the owner thread. The other implementation is
/// the tests' scripted one.
/// </summary>
internal interface IStepEngine : IDisposable
{
    /// <summary>Most tokens of one step.</summary>
    int StepTokens { get; }

    /// <summary>Most prompt tokens of a step in which others decode: bounds how long a prompt holds them up.</summary>
    int PrefillTokens { get; }

    /// <summary>Most rows of logits of one step: bounds their memory.</summary>
    int StepRows { get; }

    /// <summary>KV cells that all sequences share.</summary>
    int Cells { get; }

    /// <summary>Sequences that may run at once.</summary>
    int Slots { get; }

    /// <summary>Cells of each sequence where every one has its own part; null where they share a pool.</summary>
    int? PartCells { get; }

    /// <summary>Whether a sequence can take over the first cells of another that has gone further.</summary>
    bool SharesBeginnings { get; }

    /// <summary>Threads that a step is computed with where it has the machine to itself.</summary>
    int Threads { get; }

    /// <summary>Whether its steps are computed while no other variant's are: what they run on is not shared out by threads.</summary>
    bool IsExclusive { get; }

    /// <summary>
    /// Edits the cache as a plan says, computes its tokens, gives followers the cells of the sequence that they follow, and looks at the rows.
    /// Changes no sequence: the owner thread goes on with other variants meanwhile.
    /// </summary>
    void Compute(StepPlan plan, int threads);

    /// <summary>Moves the sequences of a plan that was computed on, and reports what the rows say.</summary>
    void Report(StepPlan plan);
}
