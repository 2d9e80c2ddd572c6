using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;

namespace QuantGrpc.Tests.Support;

/// <summary>An honest engine without a model: every sequence that is caught up gets the token 7, until its max_tokens.</summary>
internal sealed class ScriptedEngine(int slots = 2, int cells = 100, int stepTokens = 8) : IStepEngine
{
    public List<string> Steps { get; } = [];

    public List<SequenceId> Freed { get; } = [];

    /// <summary>Thrown by the next step.</summary>
    public Exception? Fault { get; set; }

    public bool Disposed { get; private set; }

    public int StepTokens => stepTokens;

    public int Cells => cells;

    public int Slots => slots;

    public void Execute(StepPlan plan)
    {
        if (Fault is { } fault)
        {
            throw fault;
        }

        Steps.Add(string.Join(' ', plan.Grants.Select(g => $"{g.Sequence.Request.Id}:{g.Tokens}")));
        foreach (var grant in plan.Grants)
        {
            grant.Sequence.MarkComputed(grant.Tokens);
            if (grant.Sequence.Wanted == 0)
            {
                Emit(grant.Sequence);
            }
        }
    }

    public void Free(SequenceId slot) => Freed.Add(slot);

    public void Dispose() => Disposed = true;

    private static void Emit(Sequence sequence)
    {
        sequence.Append(new TokenId(7), 0);
        sequence.Outbox.Write(new TokenGenerated { Index = sequence.Generated - 1, Token = new TokenId(7), Text = "x" });
        if (sequence.Generated >= sequence.Request.Sampling.MaxTokens)
        {
            sequence.End();
        }
    }
}
