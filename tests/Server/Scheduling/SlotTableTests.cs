using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Scheduling;

/// <summary>Cells outlive their sequence until somebody wants the place, and serve whoever begins alike.</summary>
public sealed class SlotTableTests
{
    private readonly List<CacheEdit> _edits = [];
    private readonly SlotTable _slots = new(slots: 3, keeps: true);

    [Fact]
    public void A_text_that_goes_on_does_so_in_the_place_where_it_is()
    {
        Pass("a", common: 60, own: 4);
        var longer = Take("a", common: 60, own: 20);

        longer.Slot.ShouldBe(new SequenceId(0));
        (longer.Computed, longer.Shared).ShouldBe((64, 64));
        _edits[^1].ShouldBe(new CacheEdit(new SequenceId(0), 64));
        _slots.KeptCells.ShouldBe(0);
    }

    [Fact]
    public void A_beginning_that_is_a_small_part_of_another_text_is_copied_out_of_it()
    {
        Pass("a", common: 40, own: 100);
        var other = Take("b", common: 40, own: 5);

        other.Slot.ShouldBe(new SequenceId(1));
        other.Computed.ShouldBe(40);
        _edits[^1].ShouldBe(new CacheEdit(new SequenceId(1), 40, new SequenceId(0)));
        _slots.CellsIn(new SequenceId(0)).ShouldBe(140);
    }

    [Fact]
    public void A_text_of_its_own_takes_an_empty_place_and_then_the_one_that_was_left_longest_ago()
    {
        foreach (var id in (string[])["a", "b", "c"])
        {
            Pass(id, common: 0, own: 50);
        }

        Pass("a", common: 0, own: 50); // used again
        Take("d", common: 0, own: 9).Slot.ShouldBe(new SequenceId(1));
    }

    [Fact]
    public void A_strict_sequence_takes_nothing_over()
    {
        Pass("a", common: 60, own: 4);
        var strict = Take("a", common: 60, own: 20, isStrict: true);

        strict.Computed.ShouldBe(0);
        _edits[^1].ShouldBe(new CacheEdit(new SequenceId(1), 0));
    }

    [Fact]
    public void What_other_adapters_have_computed_is_nobodys_beginning()
    {
        Pass("a", common: 60, own: 4);
        var adapted = New("a", 60, 20, AdapterSet.Of([new ScaledAdapter(new LoraAdapter("x", nint.Zero), 1)]));
        _slots.Take(adapted, _edits);

        adapted.Computed.ShouldBe(0);
    }

    [Fact]
    public void Where_the_first_cells_cannot_be_told_from_the_rest_a_place_is_emptied_when_it_is_left()
    {
        var slots = new SlotTable(slots: 1, keeps: false);
        var sequence = New("a", 60, 4);
        slots.Take(sequence, _edits);
        sequence.MarkComputed(64);
        slots.Leave(sequence, _edits);

        _edits.ShouldBe([new CacheEdit(new SequenceId(0), 0), new CacheEdit(new SequenceId(0), 0)]);
        slots.KeptCells.ShouldBe(0);
    }

    [Fact]
    public void A_pool_that_is_wanted_takes_back_the_cells_that_were_left_longest_ago()
    {
        Pass("a", common: 0, own: 50);
        Pass("b", common: 0, own: 70);
        _slots.EvictOldest(_edits);

        _edits[^1].ShouldBe(new CacheEdit(new SequenceId(0), 0));
        _slots.KeptCells.ShouldBe(70);
    }

    private static GenerationSequence New(string id, int common, int own, AdapterSet? adapters = null, bool isStrict = false) => Queued.New(
        new GenerationRequest
        {
            Id = id,
            Prompt = [.. Enumerable.Range(0, common).Select(i => new TokenId(i)), .. Enumerable.Repeat(new TokenId(1000 + id[0]), own), new TokenId(0)],
            Sampling = new SamplingSettings { MaxTokens = 5 },
            IsStrict = isStrict,
        },
        adapters: adapters).Sequence;

    private GenerationSequence Take(string id, int common, int own, bool isStrict = false)
    {
        var sequence = New(id, common, own, isStrict: isStrict);
        _slots.Take(sequence, _edits);
        return sequence;
    }

    // Computes all but the last token of a prompt, and leaves.
    private void Pass(string id, int common, int own)
    {
        var sequence = Take(id, common, own);
        sequence.MarkComputed(common + own - sequence.Computed);
        _slots.Leave(sequence, _edits);
    }
}
