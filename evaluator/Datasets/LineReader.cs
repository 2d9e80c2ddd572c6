using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>Lines of a stream of any length in bounded memory; a line that is too long or no UTF-8 is a fault of its own.</summary>
internal static class LineReader
{
    /// <summary>Bytes that a line may have: a problem with its solution has some thousands.</summary>
    public const int LongestLine = 1 << 22;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads lines as they come; the stream stays open.</summary>
    public static async IAsyncEnumerable<TextLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        var number = 0;
        var skipped = 0L; // bytes of a line that is too long
        while (true)
        {
            // A terminal's stream does not see the token: the wait does.
            var read = await pipe.ReadAsync(cancellation).AsTask().WaitAsync(cancellation);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                yield return LineOf(++number, buffer.Slice(0, end), skipped);
                skipped = 0;
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                if (buffer.Length + skipped > 0)
                {
                    yield return LineOf(number + 1, buffer, skipped);
                }

                break;
            }

            if (buffer.Length + skipped > LongestLine)
            {
                skipped += buffer.Length;
                buffer = buffer.Slice(buffer.End);
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }

        await pipe.CompleteAsync();
    }

    private static TextLine LineOf(int number, ReadOnlySequence<byte> bytes, long skipped)
    {
        if (bytes.Length + skipped > LongestLine)
        {
            return new TextLine(number, "", $"{bytes.Length + skipped} bytes; at most {LongestLine} a line are read");
        }

        try
        {
            var text = Strict.GetString(bytes);
            return new TextLine(number, (number == 1 ? text.TrimStart('\uFEFF') : text).TrimEnd('\r'));
        }
        catch (DecoderFallbackException)
        {
            return new TextLine(number, "", "no valid UTF-8");
        }
    }
}
