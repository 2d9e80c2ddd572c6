using CsCheck;
using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Tests.Evaluator.Datasets;

public sealed class StratifiedSampleTests
{
    private static readonly Gen<List<Problem>> Whole = Gen.Select(Gen.Int[0, 6], Gen.Int[1, 5]).Array[1, 300]
        .Select(cells => cells.Select((c, i) => new Problem { Id = $"{i}", Text = $"{i}", Answer = "1", Subject = $"s{c.Item1}", Level = c.Item2 }).ToList());

    [Fact]
    public void Every_cell_has_its_share_rounded_down_or_up() => Gen.Select(Whole, Gen.Int[1, 300], Gen.ULong).Sample((whole, count, seed) =>
    {
        var sample = StratifiedSample.Take(whole, count, seed);
        return sample.Count == Math.Min(count, whole.Count) && Cells(whole).All(cell =>
        {
            var share = (double)cell.Value * sample.Count / whole.Count;
            return Math.Abs(Cells(sample).GetValueOrDefault(cell.Key) - share) < 1;
        });
    });

    [Fact]
    public void No_cell_is_rounded_up_before_one_of_a_larger_remainder() => Gen.Select(Whole, Gen.Int[1, 300], Gen.ULong).Sample((whole, count, seed) =>
    {
        var sample = Cells(StratifiedSample.Take(whole, count, seed));
        var taken = sample.Values.Sum();
        var cells = Cells(whole).Select(c => new { Remainder = c.Value * taken % whole.Count, Up = sample.GetValueOrDefault(c.Key) > c.Value * taken / whole.Count }).ToList();
        var leastUp = cells.Where(c => c.Up).Select(c => c.Remainder).DefaultIfEmpty(int.MaxValue).Min();
        return cells.Where(c => !c.Up).All(c => c.Remainder <= leastUp);
    });

    [Fact]
    public void A_sample_keeps_the_order_and_depends_on_nothing_but_ids_and_seed() => Gen.Select(Whole, Gen.Int[1, 300], Gen.ULong).Sample((whole, count, seed) =>
    {
        var sample = StratifiedSample.Take(whole, count, seed);
        var reversed = StratifiedSample.Take([.. whole.AsEnumerable().Reverse()], count, seed);
        return sample.SequenceEqual(whole.Where(sample.Contains)) && sample.ToHashSet().SetEquals(reversed);
    });

    private static Dictionary<string, int> Cells(IEnumerable<Problem> problems) =>
        problems.GroupBy(p => $"{p.Subject}/{p.Level}").ToDictionary(g => g.Key, g => g.Count());
}
