using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Llama.Text;

/// <summary>MiniMATH's weights with a small SentencePiece tokenizer in Llama 2's manner: a beginning of text, and a space before each text.</summary>
internal static class SentencePieceModel
{
    private const int Unknown = 2;
    private const int Control = 3;
    private const int Unused = 5;
    private const int SingleByte = 6;
    private const int Size = 512;

    private static readonly string[] Words = ["\u2581[", "IN", "ST", "INST", "[INST", "[INST]", "\u2581[INST]", "[/", "[/INST]", "\u2581x", "\u2581a", "ab"];

    public static ModelWeights Load()
    {
        LlamaBackend.Load(NullLogger.Instance);
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.Create(path))
            {
                Write(file);
            }

            return ModelWeights.Load(new WeightsSource { Path = path }, new Progress<float>(), CancellationToken.None);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Writes its file.</summary>
    public static void Write(Stream target)
    {
        var header = GgufFile.ReadHeader(MiniMath.F16Path);
        var writer = new GgufWriter();
        foreach (var (key, value) in header.Metadata.Where(entry => !entry.Key.StartsWith("tokenizer.", StringComparison.Ordinal)))
        {
            writer.Add(key, value);
        }

        AddTokenizer(writer);
        using var source = File.OpenRead(MiniMath.F16Path);
        foreach (var tensor in header.Tensors)
        {
            writer.Add(new GgufTensorSource(tensor.Name, tensor.Shape, tensor.Type, stream =>
            {
                var data = new byte[tensor.Bytes];
                source.Position = header.Layout.DataStart + tensor.Offset;
                source.ReadExactly(data);
                stream.Write(data);
            }));
        }

        writer.WriteTo(target);
    }

    private static void AddTokenizer(GgufWriter writer)
    {
        var tokens = Tokens();
        writer
            .Add("tokenizer.ggml.model", GgufValue.Of("llama"))
            .Add("tokenizer.ggml.tokens", GgufValue.Of(tokens.Select(token => token.Text)))
            .Add("tokenizer.ggml.scores", new GgufArray(
                GgufValueType.Float32, Size, [.. Enumerable.Range(0, Size).Select(i => new GgufReal(GgufValueType.Float32, -i, 0))], 0))
            .Add("tokenizer.ggml.token_type", GgufValue.Of(GgufValueType.Int32, tokens.Select(token => (long)token.Kind)))
            .Add("tokenizer.ggml.bos_token_id", GgufValue.Of(1u))
            .Add("tokenizer.ggml.eos_token_id", GgufValue.Of(2u))
            .Add("tokenizer.ggml.unknown_token_id", GgufValue.Of(0u))
            .Add("tokenizer.ggml.add_bos_token", GgufValue.Of(true));
    }

    private static List<Token> Tokens()
    {
        List<Token> tokens =
        [
            new("<unk>", Unknown), new("<s>", Control), new("</s>", Control),
            .. Enumerable.Range(0, 256).Select(value => new Token($"<0x{value:X2}>", SingleByte)),
            .. Words.Select(word => new Token(word, 1)),
            new("\u2581", 1),
            .. "abcdefghijklmnopqrstuvwxyzINST[]/<>|.".Select(letter => new Token($"{letter}", 1)),
        ];
        return [.. tokens, .. Enumerable.Range(tokens.Count, Size - tokens.Count).Select(id => new Token($"<unused{id}>", Unused))];
    }

    private sealed record Token(string Text, int Kind);
}
