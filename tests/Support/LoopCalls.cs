using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;

namespace QuantGrpc.Tests.Support;

/// <summary>Scripted variants and requests for a decode loop.</summary>
internal static class LoopCalls
{
    public static async Task<Inbox> AddAsync(this DecodeLoop loop, ScriptedEngine engine, double share = 1)
    {
        var inbox = new Inbox(10);
        await loop.InvokeAsync(() =>
        {
            loop.Add(new VariantRunner(engine, inbox, TimeProvider.System) { Share = share }, _ => { });
            return true;
        });
        return inbox;
    }

    public static GenerationOutbox Submit(this DecodeLoop loop, Inbox inbox, int maxTokens = 3, int prompt = 2, bool strict = false)
    {
        var request = new GenerationRequest
        {
            Id = "r", Prompt = new TokenId[prompt], Sampling = new SamplingSettings { MaxTokens = maxTokens }, IsStrict = strict,
        };
        var outbox = new GenerationOutbox(1000);
        inbox.TryAdd(new GenerationSequence(request, outbox, new CellLease(request.Cells, 1), arrived: 0)).ShouldBe(Submission.Accepted);
        loop.Wake();
        return outbox;
    }

    /// <summary>Reads all events.</summary>
    public static async Task<int> CountAsync(this GenerationOutbox outbox) => await outbox.Reader.ReadAllAsync().CountAsync();
}
