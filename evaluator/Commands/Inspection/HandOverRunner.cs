using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>Makes hand-overs of one problem. What a variant writes alone is written once.</summary>
internal sealed class HandOverRunner(InferenceClient server, IReadOnlyList<ServedVariant> served, GenerationRequest task)
{
    private const string Option = "--hand-over";

    private readonly Dictionary<string, Written> _alone = new(StringComparer.Ordinal);

    /// <summary>Takes what a variant wrote elsewhere.</summary>
    public void Know(Lane lane) => _alone[lane.Variant] = new Written(lane.Variant, [.. lane.Tokens.Select(t => t.Token)], lane.End);

    /// <exception cref="RunRefusedException">A variant is not there, or the first wrote fewer steps.</exception>
    public async Task<HandedOver> MakeAsync(HandOver handOver, CancellationToken cancellation)
    {
        var from = await AloneAsync(handOver.From, cancellation);
        var alone = await AloneAsync(handOver.To, cancellation);
        var tokens = Cut(from, handOver);
        var request = task with { Variant = alone.Variant, Prefix = [.. from.Tokens.Take(tokens).Select(t => t.Id)] };
        return new HandedOver(from, alone, handOver.Steps, tokens, await WriteAsync(request, cancellation));
    }

    private static int Cut(Written from, HandOver handOver)
    {
        var text = new SteppedText(from.Tokens.Select(t => t.Text));
        var option = $"{Option} {handOver.From}:{handOver.To}:{handOver.Steps}";
        if (text.Steps.Count < handOver.Steps)
        {
            throw new RunRefusedException($"{option}: {from.Variant} wrote {Figures.Count(text.Steps.Count, "step")}");
        }

        return text.TokensThrough(handOver.Steps) is > 0 and var tokens
            ? tokens
            : throw new RunRefusedException($"{option}: {from.Variant}'s first token goes on behind these steps");
    }

    private async Task<Written> AloneAsync(string name, CancellationToken cancellation)
    {
        var variant = VariantChoice.Find(served, Option, name).Id;
        if (!_alone.TryGetValue(variant, out var written))
        {
            _alone[variant] = written = await WriteAsync(task with { Variant = variant }, cancellation);
        }

        return written;
    }

    private async Task<Written> WriteAsync(GenerationRequest request, CancellationToken cancellation)
    {
        var tokens = new List<TokenGenerated>();
        GenerationEnded? end = null;
        await foreach (var item in server.GenerateAsync(request, cancellation))
        {
            switch (item)
            {
                case TokenGenerated token:
                    tokens.Add(token);
                    break;
                case GenerationEnded ended:
                    end = ended;
                    break;
                default:
                    break;
            }
        }

        return new Written(request.Variant, tokens, end);
    }
}
