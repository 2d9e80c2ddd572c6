using System.Text;
using System.Text.Unicode;
using LLama.Native;
using QuantGrpc.Llama.Grammar;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Llama.Text;

/// <summary>A model's tokenizer. Safe for any thread.</summary>
public sealed unsafe class Vocabulary
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SafeLlamaModelHandle _model;
    private readonly nint _vocabulary;
    private readonly byte[][] _pieces;
    private readonly string?[] _wholeTexts;
    private readonly bool[] _control;
    private readonly bool[] _endOfText;
    private readonly Lazy<VocabularyTrie> _trie;
    private readonly bool _putsSpaceFirst;

    internal Vocabulary(SafeLlamaModelHandle model)
    {
        _model = model;
        _vocabulary = NativeLlama.Vocabulary(model.DangerousGetHandle());
        Count = model.Vocab.Count;
        WantsBeginningOfText = model.Vocab.ShouldAddBOS;
        BeginningOfText = model.Vocab.BOS is { } bos ? new TokenId((int)bos) : null;
        _trie = new Lazy<VocabularyTrie>(BuildTrie);
        EndOfTextToken = model.Vocab.EOS is { } eos ? new TokenId((int)eos) : null;
        _pieces = new byte[Count][];
        _wholeTexts = new string?[Count];
        _control = new bool[Count];
        _endOfText = new bool[Count];
        for (var id = 0; id < Count; id++)
        {
            _control[id] = NativeLlama.IsControl(_vocabulary, id) != 0;
            _endOfText[id] = NativeLlama.IsEndOfGeneration(_vocabulary, id) != 0;
            _pieces[id] = ReadPiece(id);
        }

        _putsSpaceFirst = Tokenize("a", parseControl: false) is [var lead, ..] && _pieces[lead.Value] is [(byte)' ', ..];
    }

    /// <summary>Tokens in it.</summary>
    public int Count { get; }

    /// <summary>Whether a raw prompt begins with <see cref="BeginningOfText"/>.</summary>
    public bool WantsBeginningOfText { get; }

    /// <summary>The beginning-of-text token, where there is one.</summary>
    public TokenId? BeginningOfText { get; }

    /// <summary>The token that ends a text, where there is one; others may end a generation as well.</summary>
    public TokenId? EndOfTextToken { get; }

    /// <summary>Whether a token, by id, ends a generation: one flag a token.</summary>
    public ReadOnlySpan<bool> EndOfText => _endOfText;

    /// <summary>The tokens' bytes as a tree, for grammars; control tokens are not in it. Built when it is first asked for.</summary>
    public VocabularyTrie Trie => _trie.Value;

    /// <summary>Whether two vocabularies give the same ids to the same tokens, so that rows of logits can be compared.</summary>
    public bool IsSameAs(Vocabulary other) => ReferenceEquals(this, other) || (Count == other.Count
        && _control.AsSpan().SequenceEqual(other._control) && _endOfText.AsSpan().SequenceEqual(other._endOfText)
        && _pieces.Zip(other._pieces).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)));

    /// <summary>Whether the id is one of this vocabulary.</summary>
    public bool Contains(long id) => id >= 0 && id < Count;

    /// <summary>Whether a token is a control token, which has no text of its own.</summary>
    public bool IsControl(TokenId token) => _control[token.Value];

    /// <summary>A token's raw bytes, which need not be whole characters; a control token's name.</summary>
    public ReadOnlyMemory<byte> Piece(TokenId token) => _pieces[token.Value];

    /// <summary>
    /// A token's bytes as text where they are whole characters on their own, else null. A string is made once a token: this is asked for
    /// every token of every stream.
    /// </summary>
    public string? WholeText(TokenId token)
    {
        var piece = _pieces[token.Value];
        return _wholeTexts[token.Value] ??= Utf8.IsValid(piece) ? Encoding.UTF8.GetString(piece) : null;
    }

    /// <summary>Turns text into tokens.</summary>
    /// <param name="text">Any text without lone surrogates.</param>
    /// <param name="parseControl">Read control tokens' text as these tokens; never for text that a user gave.</param>
    /// <exception cref="EncoderFallbackException">The text has a lone surrogate.</exception>
    /// <exception cref="VocabularyFreedException">The weights were freed.</exception>
    public TokenId[] Tokenize(string text, bool parseControl)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var bytes = StrictUtf8.GetBytes(text);
        // A token stands for at least one byte, SentencePiece's space prefix and llama.cpp's rounding aside.
        var tokens = new int[bytes.Length + 16];
        var count = Tokenize(bytes, tokens, parseControl);
        if (count < 0)
        {
            tokens = new int[-count];
            count = Tokenize(bytes, tokens, parseControl);
        }

        var ids = new TokenId[count];
        for (var i = 0; i < count; i++)
        {
            ids[i] = new TokenId(tokens[i]);
        }

        return ids;
    }

    /// <summary>
    /// Turns text that stands behind other text into tokens. SentencePiece's tokenizers put a space before a text and behind a control
    /// token, and nowhere else.
    /// </summary>
    /// <param name="text">As in <see cref="Tokenize(string, bool)"/>.</param>
    /// <param name="parseControl">As in <see cref="Tokenize(string, bool)"/>.</param>
    public TokenId[] TokenizeContinuation(string text, bool parseControl)
    {
        if (!_putsSpaceFirst)
        {
            return Tokenize(text, parseControl);
        }

        // A newline is a token of its own in these vocabularies: the space goes before it, and both are cut off.
        var lead = Tokenize("\n", parseControl);
        var tokens = Tokenize("\n" + text, parseControl);
        return tokens.AsSpan().StartsWith(lead) ? tokens[lead.Length..] : Tokenize(text, parseControl);
    }

    /// <summary>A token's bytes as text; empty for none.</summary>
    public string TextOf(TokenId? token) => token is { } known ? Encoding.UTF8.GetString(_pieces[known.Value]) : "";

    // The reference keeps the weights while native code reads them, whoever disposes of them meanwhile.
    private int Tokenize(byte[] bytes, int[] tokens, bool parseControl)
    {
        var referenced = false;
        try
        {
            _model.DangerousAddRef(ref referenced);
            fixed (byte* text = bytes)
            fixed (int* target = tokens)
            {
                return NativeLlama.Tokenize(_vocabulary, text, bytes.Length, target, tokens.Length, addSpecial: 0, parseControl ? (byte)1 : (byte)0);
            }
        }
        catch (ObjectDisposedException e)
        {
            throw new VocabularyFreedException(e);
        }
        finally
        {
            if (referenced)
            {
                _model.DangerousRelease();
            }
        }
    }

    private VocabularyTrie BuildTrie() =>
        new([.. _pieces.Select((piece, id) => _control[id] || _endOfText[id] ? ReadOnlyMemory<byte>.Empty : piece)]);

    private byte[] ReadPiece(int id)
    {
        Span<byte> small = stackalloc byte[64];
        var length = ReadPiece(id, small);
        if (length >= 0)
        {
            return small[..length].ToArray();
        }

        var large = new byte[-length];
        length = ReadPiece(id, large);
        return large[..length];
    }

    private int ReadPiece(int id, Span<byte> target)
    {
        fixed (byte* buffer = target)
        {
            return NativeLlama.TokenToPiece(_vocabulary, id, buffer, target.Length, leftStrip: 0, special: 1);
        }
    }
}
