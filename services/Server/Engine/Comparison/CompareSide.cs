using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Server.Engine.Comparison;

/// <summary>One side of a comparison: takes its sequence's events for the session, and knows its output.</summary>
internal sealed class CompareSide : IGenerationSink
{
    private readonly CompareSession _session;

    public CompareSide(CompareSession session, GenerationRequest request, CompareSettings settings)
    {
        _session = session;
        Row = new float[settings.Vocabulary];
        Output = [.. request.Prefix.Tokens];
        Sequence = new GenerationSequence(request, this, new CellLease(request.Cells, holders: 1), settings.Arrived)
        {
            RowCopy = Row, Pace = session, Adapters = request.Adapters,
        };
    }

    public GenerationSequence Sequence { get; }

    /// <summary>What it has said, prefix included.</summary>
    public List<TokenId> Output { get; }

    /// <summary>The row that its last token was drawn from.</summary>
    public float[] Row { get; }

    /// <summary>Its token of this round.</summary>
    public TokenGenerated? Token { get; private set; }

    /// <summary>Its end, until a round has told it.</summary>
    public GenerationFinished? Finished { get; private set; }

    public bool HasEnded { get; private set; }

    public bool HasRoom => _session.HasRoom;

    // A round keeps its tokens until it was read.
    public TokenGenerated TakeToken() => new();

    public void Write(GenerationEvent item)
    {
        switch (item)
        {
            case TokenGenerated token:
                Token = token;
                Output.Add(token.Token);
                break;
            case GenerationFinished finished:
                Finished = finished;
                break;
            default:
                break; // when it was granted is of no use to a comparison
        }
    }

    public void Complete(Exception? fault)
    {
        HasEnded = true;
        _session.SideEnded(fault);
    }

    /// <summary>The round has told what it had.</summary>
    public void BeginRound()
    {
        Token = null;
        Finished = null;
    }
}

/// <summary>What all sides of a comparison have in common.</summary>
/// <param name="Vocabulary">Tokens of the vocabulary.</param>
/// <param name="Arrived">Timestamp of the call's arrival.</param>
internal readonly record struct CompareSettings(int Vocabulary, long Arrived);
