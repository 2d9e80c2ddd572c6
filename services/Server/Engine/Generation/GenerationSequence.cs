using System.Runtime.InteropServices;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Sampling;

namespace QuantGrpc.Server.Engine.Generation;

/// <summary>One sample of a generation: prompt, prefix and what has been drawn.</summary>
internal sealed class GenerationSequence : Sequence
{
    private readonly List<TokenId> _known;
    private readonly IGenerationSink _sink;

    public GenerationSequence(GenerationRequest request, IGenerationSink sink, CellLease lease, long arrived)
        : base(request.Id, lease, arrived)
    {
        Request = request;
        Priority = request.Priority;
        IsStrict = request.IsStrict;
        _sink = sink;
        _known = [.. request.Prompt, .. request.Prefix.Tokens];
        Text = SequenceText.After(request.Prefix, request.Sampling.Stop);
        Grammar = request.Grammar is { } grammar ? new GrammarConstraint(grammar, request.Prefix) : null;
        if (request.Guards.Loop is { } guard)
        {
            Loop = new LoopDetector(guard);
            foreach (var token in Output)
            {
                Loop.Add(token, entropy: 0);
            }
        }
    }

    public GenerationRequest Request { get; }

    /// <summary>Which of the request's samples, from 0.</summary>
    public int Sample { get; init; }

    /// <summary>Takes a copy of the row that each token is drawn from; null where nobody wants it.</summary>
    public float[]? RowCopy { get; init; }

    /// <summary>Its text.</summary>
    public SequenceText Text { get; }

    /// <summary>What it may say; null for anything.</summary>
    public GrammarConstraint? Grammar { get; }

    /// <summary>Watches for repetition; null where not asked for.</summary>
    public LoopDetector? Loop { get; }

    /// <summary>Timestamp of its first token.</summary>
    public long? FirstToken { get; private set; }

    public int Known => _known.Count;

    /// <summary>Tokens of prompt and prefix.</summary>
    public int Given => Request.Prompt.Length + Request.Prefix.Tokens.Length;

    /// <summary>Tokens generated so far.</summary>
    public int Generated => _known.Count - Given;

    /// <summary>Index of the token that is drawn next, counted from the assistant's first.</summary>
    public int NextIndex => _known.Count - Request.Prompt.Length;

    /// <summary>What counts as its own output so far.</summary>
    public ReadOnlySpan<TokenId> Output =>
        CollectionsMarshal.AsSpan(_known)[(Request.Prefix.OwnOutput ? Request.Prompt.Length : Given)..];

    public override int Target => _known.Count;

    public override ReadOnlySpan<TokenId> Tokens => CollectionsMarshal.AsSpan(_known);

    public override int FirstWantedRow => Request.Inspection switch
    {
        { Prompt: true } => 0,
        { Prefix: true } => Request.Prompt.Length - 1,
        _ => Given - 1,
    };

    public override int OwnCells => IsFollower ? Math.Max(0, Computed - Given) : Computed;

    public override bool IsDecoding => Generated > 0 && Target - Computed == 1;

    public override bool HasRoom => _sink.HasRoom;

    public void Append(TokenId token, long now)
    {
        _known.Add(token);
        FirstToken ??= now;
    }

    /// <summary>An event to be filled and written.</summary>
    public TokenGenerated TakeToken() => _sink.TakeToken();

    public void Write(GenerationEvent item) => _sink.Write(item);

    /// <summary>Reports its end.</summary>
    public void Finish(GenerationEnd end, TimeProvider time, TokenGenerated? declined = null)
    {
        var granted = Granted ?? time.GetTimestamp();
        var first = FirstToken ?? time.GetTimestamp();
        _sink.Write(new GenerationFinished
        {
            Sample = Sample,
            End = end,
            StopString = end == GenerationEnd.StopString ? Text.StopFound ?? "" : "",
            Text = end == GenerationEnd.StopString ? "" : Text.Flush(),
            Declined = declined,
            GeneratedTokens = Generated,
            SharedTokens = Shared,
            Queue = time.GetElapsedTime(Arrived, granted),
            Prefill = time.GetElapsedTime(granted, first),
            Decode = time.GetElapsedTime(first, time.GetTimestamp()),
        });
        End();
    }

    public override void EndAtDeadline(TimeProvider time)
    {
        Grant(time);
        Finish(GenerationEnd.Deadline, time);
    }

    protected override void ReportGranted(TimeSpan queue)
    {
        // At once rather than in doublings between tokens; not before, since what waits need not come to run.
        _known.EnsureCapacity(Given + Request.MostDrawn);
        if (Sample == 0)
        {
            _sink.Write(new GenerationStarted(queue));
        }
    }

    protected override void Complete(Exception? fault) => _sink.Complete(fault);
}
