using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Scheduling;

/// <summary>Prompts that begin alike are computed once while one of them runs.</summary>
public sealed class CommonBeginningTests
{
    private readonly ScriptedEngine _engine = new(slots: 4, cells: 1000, stepTokens: 64);
    private readonly Inbox _inbox = new(capacity: 4);

    [Fact]
    public void What_one_has_computed_another_takes_over()
    {
        using var runner = Runner();
        Add("a", shared: 50, own: 5);
        runner.Step();
        var b = Add("b", shared: 50, own: 3);
        runner.Step();

        _engine.Steps.ShouldBe(["a:55", "a:1 b:3"]);
        _engine.Edits.ShouldBe(["0=0", "1=0", "1=50 of 0"]);
        b.Sequence.Shared.ShouldBe(50);
    }

    [Fact]
    public void Those_that_come_at_once_wait_for_the_first_of_them()
    {
        using var runner = Runner();
        Add("a", shared: 100, own: 5);
        Add("b", shared: 100, own: 3);
        Add("c", shared: 100, own: 2);
        runner.Step();
        runner.Step();
        runner.Step();

        _engine.Steps.ShouldBe(["a:64", "a:41", "a:1 b:3 c:2"]);
        _engine.Edits.ShouldBe(["0=0", "1=0", "2=0", "1=100 of 0", "2=100 of 0"]);
    }

    [Fact]
    public void The_last_token_of_a_prompt_is_always_computed()
    {
        using var runner = Runner();
        Add("a", shared: 50, own: 0);
        runner.Step();
        Add("b", shared: 50, own: 0);
        runner.Step();

        _engine.Steps[^1].ShouldBe("a:1 b:1");
        _engine.Edits[^1].ShouldBe("1=49 of 0");
    }

    [Fact]
    public void A_short_beginning_is_computed_anew()
    {
        using var runner = Runner();
        Add("a", shared: 31, own: 5);
        Add("b", shared: 31, own: 3);
        runner.Step();

        _engine.Steps.ShouldBe(["a:36 b:28"]);
        _engine.Edits.ShouldBe(["0=0", "1=0"]);
    }

    [Fact]
    public void Rows_that_somebody_wants_to_see_are_computed()
    {
        using var runner = Runner();
        Add("a", shared: 50, own: 5);
        runner.Step();
        Add("b", shared: 50, own: 3, inspection: new InspectionSettings { Prompt = true });
        runner.Step();

        _engine.Edits.ShouldBe(["0=0", "1=0"]);
    }

    [Fact]
    public void Nobody_waits_for_one_whose_reader_is_slow()
    {
        using var runner = Runner();
        Add("a", shared: 100, own: 5, outbox: 0);
        Add("b", shared: 100, own: 3);
        runner.Step();

        _engine.Steps.ShouldBe(["b:64"]);
    }

    [Fact]
    public void What_is_there_counts_for_more_than_what_a_later_one_would_have_in_common()
    {
        using var runner = Runner();
        Add("a", shared: 50, own: 2);
        runner.Step();
        Add("b", shared: 50, own: 40);
        Add("b", shared: 50, own: 41); // has more in common with the other b, and is computed after it
        runner.Step();

        _engine.Edits.ShouldContain("1=50 of 0");
    }

    [Fact]
    public void Nobody_waits_for_one_that_is_computed_apart()
    {
        using var runner = Runner();
        Add("strict", shared: 100, own: 5, isStrict: true);
        Add("b", shared: 100, own: 3);
        runner.Step();
        runner.Step();

        _engine.Steps.ShouldBe(["strict:64", "b:64"]);
    }

    [Fact]
    public void A_cell_that_is_shared_outlives_the_one_who_computed_it()
    {
        using var runner = Runner();
        var a = Add("a", shared: 50, own: 5);
        runner.Step();
        var b = Add("b", shared: 50, own: 3);
        runner.Step();
        a.Sequence.Cancel();
        runner.Step();

        a.Sequence.Slot.ShouldBeNull();
        b.Sequence.Computed.ShouldBe(54);
    }

    private VariantRunner Runner() => new(_engine, _inbox, TimeProvider.System);

    private Queued Add(string id, int shared, int own, int outbox = 100, InspectionSettings? inspection = null, bool isStrict = false)
    {
        var request = new GenerationRequest
        {
            Id = id,
            Prompt = [.. Enumerable.Range(0, shared).Select(i => new TokenId(i)), .. Enumerable.Repeat(new TokenId(1000 + id[0]), own)],
            Sampling = new SamplingSettings { MaxTokens = 10 },
            Inspection = inspection ?? new InspectionSettings(),
            IsStrict = isStrict,
        };
        var added = Queued.New(request, outbox);
        _inbox.TryAdd(added.Sequence).ShouldBe(Submission.Accepted);
        return added;
    }
}
