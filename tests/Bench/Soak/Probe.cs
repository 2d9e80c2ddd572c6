using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak;

/// <summary>One fixed request to each variant, with all that is told of its tokens: alone it has to give the same bits at any time.</summary>
internal sealed class Probe(InferenceService.InferenceServiceClient client)
{
    private const string Problem = "What is $2 + 3 \\cdot 4$? And half of it?";

    private readonly Dictionary<string, List<Token>> _first = [];

    /// <summary>How often it was taken and compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Asks every variant in turn. The first answers are what later ones have to be.</summary>
    /// <exception cref="SoakFaultException">An answer is another.</exception>
    public async Task TakeAsync(IEnumerable<string> variants)
    {
        foreach (var variant in variants)
        {
            using var call = client.Generate(RequestTo(variant));
            var tokens = (await call.EventsAsync()).Where(e => e.Token is not null).Select(e => e.Token).ToList();
            if (_first.TryAdd(variant, tokens))
            {
                continue;
            }

            Compared++;
            if (!tokens.SequenceEqual(_first[variant]))
            {
                var at = tokens.Zip(_first[variant]).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();
                throw new SoakFaultException($"the probe of {variant} differs from token {at} on: {_first[variant].ElementAtOrDefault(at)}, now {tokens.ElementAtOrDefault(at)}");
            }
        }
    }

    // Floats are compared with all their bits by the messages' own equality.
    private static GenerateRequest RequestTo(string variant) => new()
    {
        Variant = variant,
        Strict = true,
        Chat = new ChatInput { Messages = { new ChatMessage { Role = "user", Content = Problem } } },
        Sampling = new Sampling { MaxTokens = 48, MinTokens = 48, Seed = 7 },
        Inspection = new Inspection { Logprob = true, Rank = true, Entropy = true, Margin = true, Alternatives = 5 },
    };
}
