using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Tests.Support;

/// <summary>An honest engine without a model: every sequence that is caught up gets the token 7, until its max_tokens.</summary>
internal sealed class ScriptedEngine(int slots = 2, int cells = 100, int stepTokens = 8, int stepRows = 8) : IStepEngine
{
    public List<string> Steps { get; } = [];

    public List<SequenceId> Freed { get; } = [];

    /// <summary>Beginnings that were handed over, for example "a&gt;b:50".</summary>
    public List<string> Shared { get; } = [];

    /// <summary>Thrown by the next step.</summary>
    public Exception? Fault { get; set; }

    public bool Disposed { get; private set; }

    public int StepTokens => stepTokens;

    public int StepRows => stepRows;

    public int Cells => cells;

    public int Slots => slots;

    public bool SharesBeginnings => true;

    public void Execute(StepPlan plan)
    {
        if (Fault is { } fault)
        {
            throw fault;
        }

        Shared.AddRange(plan.Beginnings.Select(b => $"{b.From.Id}>{b.To.Id}:{b.Tokens}"));
        Steps.Add(string.Join(' ', plan.Grants.Select(g => $"{g.Sequence.Id}:{g.Tokens}")));
        foreach (var grant in plan.Grants)
        {
            grant.Sequence.MarkComputed(grant.Tokens);
            if (grant.Sequence.Computed == grant.Sequence.Target)
            {
                Emit(grant.Sequence);
                Fork(grant.Sequence);
            }
        }
    }

    public void Free(SequenceId slot) => Freed.Add(slot);

    public void Dispose() => Disposed = true;

    private static void Fork(Sequence leader)
    {
        foreach (var follower in leader.Followers.Where(f => f.Computed == 0))
        {
            follower.MarkComputed(leader.Computed);
            Emit(follower);
        }
    }

    private static void Emit(Sequence any)
    {
        if (any is not GenerationSequence sequence)
        {
            any.End();
            return;
        }

        sequence.Write(new TokenGenerated { Index = sequence.NextIndex, Sample = sequence.Sample, Token = new TokenId(7), Text = "x" });
        sequence.Append(new TokenId(7), 0);
        if (sequence.Generated >= sequence.Request.Sampling.MaxTokens)
        {
            sequence.End();
        }
    }
}
