using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine;

/// <summary>
/// A generation on its way: the tokens that are known and how many of them are in the KV cache. The one rule: it wants
/// (known - computed) tokens, and a plan grants a part of it. Touched by the owner thread alone, cancellation excepted.
/// </summary>
internal sealed class Sequence(GenerationRequest request, Outbox outbox, long arrived)
{
    private readonly List<TokenId> _known = [.. request.Prompt];
    private volatile bool _cancelled;

    public GenerationRequest Request { get; } = request;

    public Outbox Outbox { get; } = outbox;

    /// <summary>Its text.</summary>
    public SequenceText Text { get; } = new(request.Sampling.Stop);

    /// <summary>Timestamp of its arrival.</summary>
    public long Arrived { get; } = arrived;

    /// <summary>Timestamp of its first grant.</summary>
    public long? Granted { get; private set; }

    /// <summary>Timestamp of its first token.</summary>
    public long? FirstToken { get; private set; }

    /// <summary>Its place in the KV cache while it runs.</summary>
    public SequenceId? Slot { get; set; }

    /// <summary>Tokens in the KV cache.</summary>
    public int Computed { get; private set; }

    public int Known => _known.Count;

    /// <summary>Tokens that it wants computed.</summary>
    public int Wanted => _known.Count - Computed;

    /// <summary>Tokens generated so far.</summary>
    public int Generated => _known.Count - Request.Prompt.Length;

    /// <summary>Whether its end was reported.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether nobody reads any more; it is freed before the next decode.</summary>
    public bool Cancelled => _cancelled;

    public TokenId TokenAt(int position) => _known[position];

    /// <summary>May be called from any thread.</summary>
    public void Cancel() => _cancelled = true;

    public void MarkGranted(long now) => Granted ??= now;

    public void MarkComputed(int count) => Computed += count;

    public void Append(TokenId token, long now)
    {
        _known.Add(token);
        FirstToken ??= now;
    }

    /// <summary>Ends its events; without a fault, its last event was written before.</summary>
    public void End(Exception? fault = null)
    {
        Ended = true;
        Outbox.Complete(fault);
    }
}
