using System.Text.Json;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Bench.Soak;

/// <summary>A request and the text that it gives alone.</summary>
internal sealed record Witness(GenerateRequest Request, string Text)
{
    /// <exception cref="SoakFaultException">It is another.</exception>
    public void Check(string text)
    {
        if (text != Text)
        {
            throw new SoakFaultException($"{Request.Variant} wrote another text than alone:\n  alone: {Text}\n  now:   {text}");
        }
    }
}

/// <summary>
/// Problems that a variant solves without hesitation: at each token of the solution the logit is at least <see cref="LeastMargin"/> above
/// all others. Sums in another order move logits by hundredths, so what runs beside them must not change a character.
/// </summary>
internal sealed class Witnesses
{
    private const float LeastMargin = 1;

    private readonly List<Witness> _witnesses = [];

    public int Count => _witnesses.Count;

    /// <summary>Tries problems one after another on an idle server.</summary>
    /// <exception cref="InvalidOperationException">A variant hesitates everywhere.</exception>
    public static async Task<Witnesses> FindAsync(InferenceService.InferenceServiceClient client, IEnumerable<string> variants, int problems)
    {
        var found = new Witnesses();
        foreach (var variant in variants)
        {
            var before = found.Count;
            foreach (var line in File.ReadLines(Repository.PathOf("models", "minimath", "minimath_test.jsonl")).Take(problems))
            {
                using var row = JsonDocument.Parse(line);
                await found.TryAsync(client, variant, row.RootElement.GetProperty("problem").GetString() ?? "");
            }

            if (found.Count == before)
            {
                throw new InvalidOperationException($"{variant} hesitates at each of {problems} problems");
            }
        }

        return found;
    }

    public Witness Any(Random chance) => _witnesses[chance.Next(_witnesses.Count)];

    private async Task TryAsync(InferenceService.InferenceServiceClient client, string variant, string problem)
    {
        var request = new GenerateRequest
        {
            Variant = variant,
            Chat = new ChatInput { Messages = { new ChatMessage { Role = "user", Content = problem } } },
            Sampling = new Sampling { MaxTokens = 256 },
        };
        using var call = client.Generate(new GenerateRequest(request) { Inspection = new Inspection { Margin = true } });
        var events = await call.EventsAsync();
        if (events.TrueForAll(e => e.Token is null || e.Token.Margin >= LeastMargin))
        {
            _witnesses.Add(new Witness(request, events.Text()));
        }
    }
}
