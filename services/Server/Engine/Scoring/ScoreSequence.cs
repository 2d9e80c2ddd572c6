using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Comparison;

namespace QuantGrpc.Server.Engine.Scoring;

/// <summary>A text that is known as a whole and is scored in prefill batches (teacher forcing).</summary>
internal sealed class ScoreSequence(ScoreRequest request, Outbox<ScoreEvent> outbox, long arrived)
    : Sequence(request.Id, new CellLease(request.Tokens.Length - 1, holders: 1), arrived)
{
    /// <summary>Which text and variant of a call it is.</summary>
    public ScoreTag Tag { get; } = request.Tag;

    /// <summary>Alternatives wanted a token.</summary>
    public int Alternatives { get; } = request.Alternatives;

    /// <summary>Rows of the reference, where variants are compared.</summary>
    public ReferenceBlock? Block { get; init; }

    /// <summary>Whether it fills <see cref="Block"/>, rather than being compared with it.</summary>
    public bool IsReference { get; init; }

    // The last token's row would speak of a token that is not there.
    public override int Target => request.Tokens.Length - 1;

    public override ReadOnlySpan<TokenId> Tokens => request.Tokens;

    public override int FirstWantedRow => request.First - 1;

    public override bool IsDecoding => false;

    public override bool HasRoom => outbox.HasRoom;

    public void Write(ScoreEvent item) => outbox.Write(item);

    public override void EndAtDeadline(TimeProvider time) =>
        throw new InvalidOperationException("a text that is scored has no time budget of its own");

    protected override void ReportGranted(TimeSpan queue)
    {
        // Nothing waits for the beginning of a score: its first rows say it.
    }

    protected override void Complete(Exception? fault) => outbox.Complete(fault);
}

/// <summary>A text to be scored, known to be valid for its variant.</summary>
internal sealed record ScoreRequest
{
    /// <summary>Id in messages and logs.</summary>
    public required string Id { get; init; }

    /// <summary>What stands before the scored tokens, and those; at least two.</summary>
    public required TokenId[] Tokens { get; init; }

    /// <summary>Where the scored tokens begin, at least 1: the first token of all has nothing before it.</summary>
    public required int First { get; init; }

    /// <summary>Which text and variant of a call it is.</summary>
    public ScoreTag Tag { get; init; }

    /// <summary>Alternatives wanted a token, 0 to 64.</summary>
    public int Alternatives { get; init; }
}

/// <summary>Which text of a call, and which of its variants, counted from 0.</summary>
internal readonly record struct ScoreTag(int Text, int Variant);
