using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Calls;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Scoring;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Variants;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Calls;

/// <summary>Two sequences that wait for each other, for a variant "a" and a variant "b" that nobody serves.</summary>
public sealed class SubmitterTests : IAsyncDisposable
{
    private readonly DecodeLoop _loop = new(NullLogger<DecodeLoop>.Instance);
    private readonly Outbox<ScoreEvent> _outbox = new(8, writers: 2);
    private readonly Inbox _a = new(1);
    private readonly Inbox _b = new(1);

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    [Fact]
    public void All_enter_together()
    {
        using var submitted = new Submitter(_loop).Submit(Pair());

        (_a.Count, _b.Count).ShouldBe((1, 1));
    }

    [Fact]
    public void Where_one_queue_is_full_nothing_enters_and_nothing_has_ended()
    {
        _b.TryAdd(New()).ShouldBe(Submission.Accepted);
        var pair = Pair();

        Should.Throw<RpcException>(() => new Submitter(_loop).Submit(pair)).StatusCode.ShouldBe(StatusCode.ResourceExhausted);

        _a.Count.ShouldBe(0);
        pair.ShouldAllBe(one => !one.Sequence.Cancelled && !one.Sequence.Ended);
    }

    [Fact]
    public void A_call_that_is_under_way_enters_although_others_wait()
    {
        _b.TryAdd(New()).ShouldBe(Submission.Accepted);

        using var submitted = new Submitter(_loop).Continue(Pair());

        (_a.Count, _b.Count).ShouldBe((1, 2));
    }

    [Fact]
    public void Where_one_variant_takes_nothing_more_the_others_do_not_wait_for_it()
    {
        _b.Shut();
        var pair = Pair();

        Should.Throw<RpcException>(() => new Submitter(_loop).Submit(pair)).StatusCode.ShouldBe(StatusCode.FailedPrecondition);

        pair.ShouldAllBe(one => one.Sequence.Cancelled);
        _a.TakeLeaving().ShouldBe([pair[0].Sequence]);
    }

    private static Addressed To(string id, Inbox inbox, Sequence sequence)
    {
        var variant = new ServedVariant(new CatalogEntry { Id = id, Files = [id] }, ScriptedLoader.SpecOf(id), new VariantFeed());
        var model = new ResidentModel(MiniMath.Weights, Template: null, inbox, new VariantLoad(slots: 4, cells: 4096, TimeProvider.System));
        return new Addressed(new Serving(variant, model), sequence);
    }

    private List<Addressed> Pair() => [To("a", _a, New()), To("b", _b, New())];

    private ScoreSequence New() => new(new ScoreRequest { Id = "s", Tokens = new TokenId[4], First = 1 }, _outbox, arrived: 0);
}
