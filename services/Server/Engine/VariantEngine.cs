using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Rows;
using QuantGrpc.Server.Engine.Scoring;

namespace QuantGrpc.Server.Engine;

/// <summary>A variant's context at work: fills a batch from a plan, decodes it, looks at the rows and reports what they say.</summary>
internal sealed class VariantEngine : IStepEngine
{
    // Logits of one step; llama.cpp keeps a buffer of this size for each context.
    private const long StepLogitBytes = 64L * 1024 * 1024;

    private readonly ModelContext _context;
    private readonly DecodeBatch _batch;
    private readonly RowPass _rows;
    private readonly TokenReporter _tokens;
    private readonly ScoreReporter _scores;
    private AdapterSet _adapters = AdapterSet.None;

    public VariantEngine(ModelWeights weights, ContextSettings settings, int prefillTokens, TimeProvider time)
    {
        PrefillTokens = prefillTokens;
        StepRows = RowsOf(weights.Vocabulary.Count, settings.Sequences, settings.MicroBatch);
        _context = weights.CreateContext(settings with { Rows = StepRows });
        _batch = new DecodeBatch(_context.MicroBatch);
        _rows = new RowPass(weights.Vocabulary, settings.Threads);
        _tokens = new TokenReporter(weights.Vocabulary, time);
        _scores = new ScoreReporter(time);
        Slots = settings.Sequences;
        Threads = settings.Threads;
        IsExclusive = weights.IsOffloaded;
        PartCells = settings.IsPool ? null : _context.Cells / settings.Sequences;
        SharesBeginnings = weights.SharesBeginnings;
    }

    /// <summary>Rows of logits of one step.</summary>
    /// <param name="vocabulary">Tokens of the vocabulary.</param>
    /// <param name="sequences">Sequences that may run at once; each has one at least.</param>
    /// <param name="tokens">Most tokens of a step.</param>
    public static int RowsOf(int vocabulary, int sequences, int tokens) =>
        (int)Math.Clamp(StepLogitBytes / (sizeof(float) * (long)vocabulary), Math.Min(sequences, tokens), tokens);

    public int StepTokens => _context.MicroBatch;

    public int PrefillTokens { get; }

    public int StepRows { get; }

    public int Cells => _context.Cells;

    public int Slots { get; }

    public int? PartCells { get; }

    public bool SharesBeginnings { get; }

    public int Threads { get; }

    public bool IsExclusive { get; }

    public void Compute(StepPlan plan, int threads)
    {
        _context.Threads = threads;
        Use(plan.Adapters);
        foreach (var edit in plan.Edits)
        {
            Edit(edit);
        }

        Fill(plan);
        var outcome = _context.Decode(_batch);
        if (outcome != DecodeOutcome.Done)
        {
            throw new EngineFaultException($"llama_decode of {_batch.Count} tokens ended with {outcome}");
        }

        foreach (var filler in plan.Fillers)
        {
            _context.Cut(filler.Slot, filler.Position);
        }

        Fork();
        _rows.Run(_context, threads);
    }

    public void Report(StepPlan plan)
    {
        foreach (var grant in plan.Grants)
        {
            grant.Sequence.MarkComputed(grant.Tokens);
        }

        var row = 0;
        foreach (var grant in plan.Grants)
        {
            var first = row;
            for (; row < _rows.Count && BelongsTo(grant.Sequence, _rows[row].Sequence); row++)
            {
                Report(_rows[row], grant.Sequence);
            }

            if (grant.Sequence is ScoreSequence scored)
            {
                _scores.Report(scored, _rows, first..row);
            }
        }
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
    }

    private static SequenceId SlotOf(Sequence sequence) =>
        sequence.Slot ?? throw new InvalidOperationException("a sequence was granted tokens without a place in the cache");

    private void Edit(CacheEdit edit)
    {
        if (edit.From is { } source)
        {
            _context.Cut(edit.Slot, 0);
            _context.CopySequence(source, edit.Slot, edit.Tokens);
        }
        else
        {
            _context.Cut(edit.Slot, edit.Tokens);
        }
    }

    private void Use(AdapterSet adapters)
    {
        if (!adapters.Equals(_adapters))
        {
            _context.UseAdapters(adapters.Adapters);
            _adapters = adapters;
        }
    }

    private void Fill(StepPlan plan)
    {
        _batch.Clear();
        _rows.Clear();
        var fillers = 0;
        foreach (var grant in plan.Grants)
        {
            for (; fillers < plan.Fillers.Count && plan.Fillers[fillers].Slot.Value < SlotOf(grant.Sequence).Value; fillers++)
            {
                _batch.Add(default, plan.Fillers[fillers].Position, plan.Fillers[fillers].Slot, wantsLogits: false);
            }

            Fill(grant);
        }
    }

    private void Fill(Grant grant)
    {
        var sequence = grant.Sequence;
        var slot = SlotOf(sequence);
        var end = sequence.Computed + grant.Tokens;
        for (var position = sequence.Computed; position < end; position++)
        {
            // Rows that nobody looks at cost no output.
            var wanted = position >= sequence.FirstRow;
            var row = _batch.Add(sequence.Tokens[position], position, slot, wanted);
            if (wanted)
            {
                _rows.Add(sequence, position, row);
            }
        }

        if (end == sequence.Target)
        {
            AddFollowers(sequence, end - 1);
        }
    }

    // Followers draw from the same row: the prompt's last.
    private void AddFollowers(Sequence sequence, int position)
    {
        for (var i = 0; i < sequence.Followers.Count; i++)
        {
            if (sequence.Followers[i].Computed == 0)
            {
                _rows.Add(sequence.Followers[i], position, _batch.Count - 1);
            }
        }
    }

    private void Fork()
    {
        for (var i = 0; i < _rows.Count; i++)
        {
            var follower = _rows[i].Sequence;
            if (follower is { IsFollower: true, Computed: 0 })
            {
                var leader = LeaderOf(i);
                _context.CopySequence(SlotOf(leader), SlotOf(follower), leader.Target);
            }
        }
    }

    // Rows of followers stand behind that of their leader.
    private Sequence LeaderOf(int row)
    {
        while (_rows[row].Sequence.IsFollower)
        {
            row--;
        }

        return _rows[row].Sequence;
    }

    private void Report(RowResult row, Sequence leader)
    {
        if (row.Sequence is { IsFollower: true, Computed: 0 } follower)
        {
            follower.MarkComputed(leader.Computed);
        }

        if (row.Sequence is GenerationSequence { Ended: false } sequence)
        {
            _tokens.Report(sequence, row);
        }
    }

    private static bool BelongsTo(Sequence granted, Sequence owner) => granted == owner || granted.Followers.Contains(owner);
}
