using QuantGrpc.Endpoints;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>A sequence and the variant that it is for.</summary>
internal readonly record struct Addressed(ServedVariant Variant, Sequence Sequence);

/// <summary>Puts sequences into their variants' queues, and takes them back when their call ends, however it ends.</summary>
internal sealed class Submitter(DecodeLoop loop)
{
    // What a client is told to wait when the queue is full: a few decode steps of a busy server.
    private static readonly TimeSpan Pushback = TimeSpan.FromMilliseconds(250);

    // Sequences that wait for each other enter all queues in one order: two calls can never hold what the other needs.
    private readonly Lock _gate = new();

    /// <summary>Enters all of them, or none.</summary>
    /// <returns>Dispose it to cancel what has not ended.</returns>
    public Submitted Submit(params IReadOnlyList<Addressed> sequences)
    {
        var submitted = new Submitted(loop, [.. sequences.Select(s => s.Sequence)]);
        try
        {
            lock (_gate)
            {
                foreach (var one in sequences)
                {
                    Enter(one);
                }
            }
        }
        catch
        {
            submitted.Dispose();
            throw;
        }

        loop.Wake();
        return submitted;
    }

    private static void Enter(Addressed one)
    {
        switch (one.Variant.Inbox.TryAdd(one.Sequence))
        {
            case Submission.Full:
                throw GrpcErrors.ResourceExhausted($"{one.Variant.Id}: {one.Variant.Inbox.Capacity} requests wait already", Pushback);
            case Submission.Closed:
                throw GrpcErrors.FailedPrecondition($"{one.Variant.Id} takes nothing more: {one.Variant.Status.Reason}");
            default:
                break;
        }
    }
}

/// <summary>Sequences of one call: cancelled, and so freed before the next decode, when the call lets go of them.</summary>
internal sealed class Submitted(DecodeLoop loop, IReadOnlyList<Sequence> sequences) : IDisposable
{
    public void Dispose()
    {
        foreach (var sequence in sequences.SelectMany(s => s.Followers.Prepend(s)))
        {
            sequence.Cancel();
        }

        loop.Wake();
    }

    /// <summary>Their time budget is used up: they end with what they have.</summary>
    public void Expire()
    {
        foreach (var sequence in sequences.SelectMany(s => s.Followers.Prepend(s)))
        {
            sequence.Expire();
        }

        loop.Wake();
    }
}
