using Parquet.Serialization;
using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Tests.Evaluator.Datasets;

public sealed class ParquetFooterTests : IDisposable
{
    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_damaged_file_is_read_or_refused_whichever_byte_is_damaged()
    {
        using var whole = new MemoryStream();
        await ParquetSerializer.SerializeAsync([new Row { problem = "p", answer = "1" }, new Row { problem = "q", answer = "2" }], whole);
        var refused = 0;
        for (var at = 0; at < whole.Length; at++)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 0x55;
            refused += await IsRefusedAsync(bytes) ? 1 : 0;
        }

        refused.ShouldBeGreaterThan((int)whole.Length / 4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PAR1")]
    [InlineData("PAR1\u0005\0\0\0PAR1")]
    [InlineData("PAR1\u0001\0\0\0PAR1")]
    public async Task A_file_that_is_none_is_refused(string text) => (await IsRefusedAsync([.. text.Select(c => (byte)c)])).ShouldBeTrue();

    [Theory]
    [InlineData(0x19)] // lists of lists
    [InlineData(0x1C)] // structures of structures
    public async Task Metadata_that_nests_without_end_is_refused(byte header)
    {
        var metadata = Enumerable.Repeat(header, 1_000_000).ToArray();

        (await IsRefusedAsync([.. "PAR1"u8, .. metadata, .. BitConverter.GetBytes(metadata.Length), .. "PAR1"u8])).ShouldBeTrue();
    }

    private async Task<bool> IsRefusedAsync(byte[] bytes)
    {
        await File.WriteAllBytesAsync(_data.PathOf("d.parquet"), bytes);
        try
        {
            await DatasetReader.ScanAsync(_data.PathOf("d.parquet"), null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
            return false;
        }
        catch (DatasetException)
        {
            return true;
        }
    }

    private sealed class Row
    {
        public string? problem { get; set; }

        public string? answer { get; set; }
    }
}
