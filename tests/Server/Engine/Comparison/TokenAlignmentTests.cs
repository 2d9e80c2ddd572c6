using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Comparison;

namespace QuantGrpc.Tests.Server.Engine.Comparison;

public sealed class TokenAlignmentTests
{
    [Fact]
    public void Equal_outputs_stay_together()
    {
        var (alignment, last) = Align([1, 2, 3, 4], [1, 2, 3, 4]);

        Words(last).ShouldBe(["0 Same 0", "1 Same 1", "2 Same 2", "3 Same 3"]);
        alignment.FirstDivergence.ShouldBeNull();
        alignment.EqualTokens.ShouldBe(4);
    }

    [Fact]
    public void After_the_first_difference_tokens_are_apart()
    {
        var (alignment, last) = Align([1, 2, 3, 4, 5], [1, 2, 9, 4, 5]);

        Words(last).ShouldBe(["0 Same 0", "1 Same 1", "2 Diverged 2", "3 Apart", "4 Apart"]);
        alignment.FirstDivergence.ShouldBe(2);
        alignment.Rejoins.ShouldBe(0);
    }

    [Fact]
    public void Eight_equal_tokens_in_a_row_rejoin_at_the_same_place()
    {
        var (alignment, last) = Align([1, 2, .. Enumerable.Range(10, 9)], [1, 3, .. Enumerable.Range(10, 9)]);

        Words(last)[..5].ShouldBe(["0 Same 0", "1 Diverged 1", "2 Rejoined 2", "3 Same 3", "4 Same 4"]);
        Words(last)[^1].ShouldBe("10 Same 10");
        alignment.Rejoins.ShouldBe(1);
        alignment.EqualTokens.ShouldBe(10);
    }

    [Theory]
    [InlineData(3)] // the side says three tokens more
    [InlineData(-3)] // the reference does
    public void Outputs_that_rejoin_at_a_distance_go_on_together(int longer)
    {
        var common = Enumerable.Range(100, 20).ToArray();
        int[] reference = [1, 2, .. Enumerable.Range(50, Math.Max(0, -longer)), .. common];
        int[] side = [1, 9, .. Enumerable.Range(70, Math.Max(0, longer)), .. common];

        var (alignment, last) = Align(reference, side);

        var first = 2 + Math.Max(0, longer);
        last[first].ShouldBe(new AlignedToken(first, Agreement.Rejoined, first - longer));
        last[^1].ShouldBe(new AlignedToken(side.Length - 1, Agreement.Same, reference.Length - 1));
        alignment.EqualTokens.ShouldBe(21);
    }

    [Fact]
    public void Seven_equal_tokens_do_not_rejoin() =>
        Align([1, .. Enumerable.Range(10, 7), 5], [2, .. Enumerable.Range(10, 7), 6]).Alignment.Rejoins.ShouldBe(0);

    [Fact]
    public void More_than_sixty_four_places_away_is_too_far()
    {
        var run = Enumerable.Range(1000, 30).ToArray();
        int[] near = [2, .. Enumerable.Range(200, 64), .. run];
        int[] far = [2, .. Enumerable.Range(200, 65), .. run];

        Align([1, .. run, .. Enumerable.Range(500, 80)], near).Alignment.Rejoins.ShouldBe(1);
        Align([1, .. run, .. Enumerable.Range(500, 80)], far).Alignment.Rejoins.ShouldBe(0);
    }

    [Fact]
    public void An_output_may_part_and_rejoin_again_and_again()
    {
        int[] reference = [1, .. Enumerable.Range(10, 10), 2, .. Enumerable.Range(30, 10)];
        int[] side = [9, .. Enumerable.Range(10, 10), 8, .. Enumerable.Range(30, 10)];

        var (alignment, last) = Align(reference, side);

        alignment.Rejoins.ShouldBe(2);
        last.Where(t => t.Agreement == Agreement.Diverged).Select(t => t.Index).ShouldBe([0, 11]);
    }

    [Fact]
    public void A_prefix_that_is_ahead_is_decided_as_the_reference_catches_up()
    {
        var reference = new List<TokenId>();
        List<TokenId> side = [new(1), new(2), new(3)];
        var alignment = new TokenAlignment(reference, side);
        var found = new List<AlignedToken>();

        alignment.Advance(found);
        found.ShouldBeEmpty();
        reference.AddRange([new TokenId(1), new TokenId(7)]);
        alignment.Advance(found);

        Words(found).ShouldBe(["0 Same 0", "1 Diverged 1", "2 Apart"]);
    }

    // Grows both a token at a time, as rounds do; the last word on every token of the side.
    private static Aligned Align(int[] reference, int[] side)
    {
        var left = new List<TokenId>();
        var right = new List<TokenId>();
        var alignment = new TokenAlignment(left, right);
        var last = new SortedDictionary<int, AlignedToken>();
        var found = new List<AlignedToken>();
        for (var i = 0; i < Math.Max(reference.Length, side.Length); i++)
        {
            left.AddRange(reference.Skip(i).Take(1).Select(id => new TokenId(id)));
            right.AddRange(side.Skip(i).Take(1).Select(id => new TokenId(id)));
            alignment.Advance(found);
            found.ForEach(token => last[token.Index] = token);
            found.Clear();
        }

        return new Aligned(alignment, [.. last.Values]);
    }

    private static string[] Words(IEnumerable<AlignedToken> tokens) =>
        [.. tokens.Select(t => $"{t.Index} {t.Agreement} {t.Reference}".TrimEnd())];

    private sealed record Aligned(TokenAlignment Alignment, IReadOnlyList<AlignedToken> Last);
}
