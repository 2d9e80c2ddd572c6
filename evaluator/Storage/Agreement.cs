namespace QuantGrpc.Evaluator.Storage;

/// <summary>How the valid verdicts of a run's judges on one result agree; each judge's newest counts.</summary>
internal enum Agreement
{
    /// <summary>One judge alone gave a valid verdict.</summary>
    OneJudge,

    /// <summary>All say the same step and type.</summary>
    Unanimous,

    /// <summary>More than half, and two at least, say the same step.</summary>
    Majority,

    /// <summary>No step has that many.</summary>
    Split,
}
