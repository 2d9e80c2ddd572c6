using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Comparison;
using QuantGrpc.Server.Scheduling;

namespace QuantGrpc.Server.Calls;

/// <summary>A sequence and the variant that it is for.</summary>
internal readonly record struct Addressed(Serving Target, Sequence Sequence);

/// <summary>Puts sequences into their variants' queues, and takes them back when their call ends, however it ends.</summary>
internal sealed class Submitter(DecodeLoop loop)
{
    // What a client is told to wait when the queue is full: a few decode steps of a busy server.
    public static readonly TimeSpan Pushback = TimeSpan.FromMilliseconds(250);

    // Sequences that wait for each other enter all queues in one order: two calls can never hold what the other needs.
    private readonly Lock _gate = new();

    /// <summary>Enters all of them, or none.</summary>
    /// <returns>Dispose it to cancel what has not ended.</returns>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: a queue is full; FAILED_PRECONDITION: a variant takes nothing more.</exception>
    public Submitted Submit(params IReadOnlyList<Addressed> sequences)
    {
        lock (_gate)
        {
            return HaveRoom(sequences) ? Enter(sequences, isUnderWay: false) : throw GrpcErrors.ResourceExhausted(
                $"{string.Join(", ", sequences.Select(s => s.Target.Id).Distinct())}: {sequences[0].Target.Model.Inbox.Capacity} requests wait already", Pushback);
        }
    }

    /// <summary>Keeps variants that are asked to unload until a call of several parts has had all of them.</summary>
    /// <returns>Dispose it when no part follows.</returns>
    public IDisposable Hold(IEnumerable<Serving> targets) => new Held(loop, [.. targets.Select(t => t.Model.Inbox)]);

    /// <summary>
    /// The same as <see cref="Submit"/> for a call that holds its variants and has just given places back: it enters although others wait.
    /// </summary>
    /// <exception cref="RpcException">FAILED_PRECONDITION: a variant has ended.</exception>
    public Submitted Continue(IReadOnlyList<Addressed> sequences)
    {
        lock (_gate)
        {
            return Enter(sequences, isUnderWay: true);
        }
    }

    // Looked at before anything enters: a sequence that is taken back counts as one that has ended.
    private static bool HaveRoom(IReadOnlyList<Addressed> sequences) =>
        sequences.GroupBy(s => s.Target.Model.Inbox).All(queue => queue.Key.Count + queue.Count() <= queue.Key.Capacity);

    // Whatever enters a queue does so under the gate, so that none has become full meanwhile.
    private Submitted Enter(IReadOnlyList<Addressed> sequences, bool isUnderWay)
    {
        var submitted = new Submitted(loop, [.. sequences.Select(s => s.Sequence)]);
        foreach (var (target, sequence) in sequences)
        {
            if (target.Model.Inbox.TryAdd(sequence, isUnderWay) != Submission.Accepted)
            {
                submitted.Dispose(); // what entered would wait for ever for what did not
                throw GrpcErrors.FailedPrecondition($"{target.Id} takes nothing more: {target.Variant.Status.Reason}");
            }
        }

        loop.Wake();
        return submitted;
    }
}

/// <summary>Variants that are kept for a call.</summary>
internal sealed class Held : IDisposable
{
    private readonly DecodeLoop _loop;
    private readonly IReadOnlyList<Inbox> _inboxes;

    public Held(DecodeLoop loop, IReadOnlyList<Inbox> inboxes)
    {
        _loop = loop;
        _inboxes = inboxes;
        foreach (var inbox in inboxes)
        {
            inbox.Hold();
        }
    }

    public void Dispose()
    {
        foreach (var inbox in _inboxes)
        {
            inbox.Release();
        }

        _loop.Wake();
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
