using System.Text;
using CsCheck;
using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Tests.Evaluator.Datasets;

public sealed class LineReaderTests
{
    [Fact]
    public void Lines_are_those_that_were_written() =>
        Gen.Select(Gen.String[Gen.Char["abc é√\r\t"], 0, 40].Array[0, 20], Gen.Bool).Sample((lines, ends) =>
        {
            var text = string.Join('\n', lines) + (ends ? "\n" : "");
            var expected = text.Length == 0 ? [] : (ends ? text[..^1] : text).Split('\n');
            expected = !ends && text.EndsWith('\n') ? expected[..^1] : expected;
            var read = Read(Encoding.UTF8.GetBytes(text));
            return read.Select(l => l.Text).SequenceEqual(expected.Select(l => l.TrimEnd('\r')))
                && read.Select(l => l.Number).SequenceEqual(Enumerable.Range(1, read.Count));
        });

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(5_000_000, false)]
    public void A_line_that_is_too_long_is_a_fault_and_the_next_is_read(int beyond, bool isRead)
    {
        var text = new string('a', LineReader.LongestLine + beyond) + "\nb";

        var lines = Read(Encoding.UTF8.GetBytes(text));

        (lines[0].Fault is null).ShouldBe(isRead);
        (lines[0].Fault ?? "at most").ShouldContain("at most");
        lines[1].ShouldBe(new TextLine(2, "b"));
    }

    [Fact]
    public void A_byte_order_mark_belongs_to_no_line() => Read([0xEF, 0xBB, 0xBF, (byte)'a']).ShouldHaveSingleItem().Text.ShouldBe("a");

    private static List<TextLine> Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return LineReader.ReadAsync(stream, CancellationToken.None).ToBlockingEnumerable().ToList();
    }
}
