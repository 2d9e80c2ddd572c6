using System.Text;
using CsCheck;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Tests.Llama.Text;

public sealed class Utf8AssemblerTests
{
    [Fact]
    public void Text_is_that_of_the_whole_bytes_however_they_are_cut() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Int[1, 5]).Sample((bytes, size) =>
            Assemble(bytes, size) == Encoding.UTF8.GetString(bytes));

    [Fact]
    public void A_character_appears_when_its_last_byte_has_come()
    {
        var text = new StringBuilder();
        var assembler = new Utf8Assembler();

        assembler.Append([0xE2, 0x82], text);
        text.Length.ShouldBe(0);
        assembler.Append([0xAC], text);

        text.ToString().ShouldBe("€");
    }

    private static string Assemble(byte[] bytes, int size)
    {
        var text = new StringBuilder();
        var assembler = new Utf8Assembler();
        foreach (var part in bytes.Chunk(size))
        {
            assembler.Append(part, text);
        }

        assembler.Flush(text);
        return text.ToString();
    }
}
