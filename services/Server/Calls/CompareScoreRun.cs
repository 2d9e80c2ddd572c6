using Grpc.Core;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Scoring;

namespace QuantGrpc.Server.Calls;

/// <summary>The texts of one comparison as they pass: a few at a time, the next one when one is through.</summary>
internal sealed class CompareScoreRun(
    ComparedTexts compared, int vocabulary, Submitter submitter, Outbox<ScoreEvent> outbox, TimeProvider time) : IDisposable
{
    // Enough short texts to fill a decode call; fewer where the variants hold fewer sequences.
    private const int MostInFlight = 8;
    private const int MostBlockRows = 512;
    private const long BlockBytes = 64L * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Submitted> _running = [];
    private readonly Dictionary<int, ComparedText> _texts = [];
    private readonly DivergenceTally[] _totals = [.. compared.Variants.Skip(1).Select(_ => new DivergenceTally())];
    private readonly int _inFlight = MostTexts(compared, vocabulary);
    private double _referenceLogprob;
    private int _next;
    private bool _disposed;

    /// <summary>Submits the first texts.</summary>
    /// <exception cref="RpcException">As of <see cref="Submitter.Submit"/>.</exception>
    public void Begin()
    {
        while (_next < Math.Min(_inFlight, compared.Texts.Count))
        {
            Keep(_next, submitter.Submit(Sequences(_next)));
            _next++;
        }
    }

    /// <summary>Takes a block of tokens.</summary>
    public CompareScoreBlock Take(TokensScored scored) => _texts[scored.Tag.Text].Take(scored);

    /// <summary>A text is through one variant. The next text enters when it is through all.</summary>
    /// <returns>Its summary, once it is through all.</returns>
    public TextSummary? End(TextScored ended)
    {
        var index = ended.Tag.Text;
        var text = _texts[index];
        if (!text.End())
        {
            return null;
        }

        Add(text);
        _texts.Remove(index);
        Forget(index);
        if (_next < compared.Texts.Count)
        {
            Keep(_next, submitter.Continue(Sequences(_next)));
            _next++;
        }

        return text.Summary(index);
    }

    /// <summary>All texts together.</summary>
    public CompareScoreFinished Finished()
    {
        var tokens = compared.Texts.Sum(t => (long)t.Scored);
        return new CompareScoreFinished
        {
            Texts = (uint)compared.Texts.Count,
            Tokens = (ulong)tokens,
            ReferencePerplexity = Math.Exp(-_referenceLogprob / tokens),
            ComputedTokens = (ulong)(compared.Variants.Count * compared.Texts.Sum(t => (long)t.Tokens.Length - 1)),
            Variants = { _totals.Select((t, i) => t.ToMessage(i + 1)) },
        };
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var submitted in _running.Values)
            {
                submitted.Dispose();
            }

            _running.Clear();
        }
    }

    // The sides take turns block by block: a text whose rows are one block makes the fullest decode calls, and shorter ones fill them together.
    private static int MostTexts(ComparedTexts compared, int vocabulary) => (int)Math.Clamp(
        BlockRows(vocabulary) / compared.Texts.Average(t => t.Scored), 1, Math.Min(MostInFlight, compared.Variants.Min(v => v.Spec.ContextSettings.Sequences)));

    // Rows of all blocks together.
    private static long BlockRows(int vocabulary) => BlockBytes / (sizeof(float) * (long)vocabulary);

    private void Add(ComparedText text)
    {
        for (var i = 0; i < _totals.Length; i++)
        {
            _totals[i].Add(text.Tallies[i]);
        }

        _referenceLogprob += text.ReferenceLogprob;
    }

    private void Keep(int index, Submitted submitted)
    {
        lock (_gate)
        {
            _running[index] = submitted;
            if (_disposed)
            {
                submitted.Dispose();
            }
        }
    }

    private void Forget(int index)
    {
        lock (_gate)
        {
            _running.Remove(index);
        }
    }

    private List<Addressed> Sequences(int index)
    {
        _texts[index] = new ComparedText(compared.Texts[index], _totals.Length);
        var rows = (int)Math.Clamp(BlockRows(vocabulary) / _inFlight, 1, MostBlockRows);
        var block = new ReferenceBlock(Math.Min(rows, compared.Texts[index].Tokens.Length), vocabulary);
        var arrived = time.GetTimestamp();
        var sequences = compared.Variants.Select((variant, i) => new Addressed(variant, New(i))).ToList();
        block.Join(sequences[0].Sequence, sequences.Skip(1).Select(s => s.Sequence));
        return sequences;

        ScoreSequence New(int variant) => new(RequestOf(index, variant), outbox, arrived)
        {
            Block = block, IsReference = variant == 0, Pace = block, Adapters = compared.Variants[variant].Model.Adapters,
        };
    }

    private Engine.Scoring.ScoreRequest RequestOf(int text, int variant) => new()
    {
        Id = $"text {text} of {compared.Variants[variant].Id}",
        Tokens = compared.Texts[text].Tokens,
        First = compared.Texts[text].First,
        Tag = new ScoreTag(text, variant),
    };
}
