using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Where a run's variants are generated: the room's server, or an endpoint each.</summary>
internal sealed class VariantSources(RunRoom room, string? key, bool plain)
{
    private static readonly string[] KeyVariables = ["QUANTGRPC_VARIANT_KEY", "OPENAI_API_KEY"];

    private readonly Dictionary<(string, string?), IGenerator> _endpoints = [];

    /// <param name="room">Has the server and the key's file.</param>
    /// <param name="plain">Whether prompts are sent raw.</param>
    /// <param name="cancellation">Ends reading the key.</param>
    public static async Task<VariantSources> OpenAsync(RunRoom room, bool plain, CancellationToken cancellation) =>
        new(room, await EndpointKey.ReadAsync(room.VariantKeyFile, KeyVariables, cancellation), plain);

    /// <summary>A variant's source; a repeat has that of what it repeats.</summary>
    public IGenerator Of(VariantFacts facts)
    {
        if (facts.Endpoint is not { } endpoint)
        {
            return room.Server;
        }

        if (!_endpoints.TryGetValue((endpoint, facts.Note), out var source))
        {
            var address = EndpointAddress.Parse(endpoint) ?? throw new InvalidOperationException($"a stored endpoint is none: {endpoint}");
            source = new OpenAiGenerator(address, new EndpointTerms { Key = key, Note = facts.Note, Plain = plain }, room.Time);
            _endpoints.Add((endpoint, facts.Note), source);
        }

        return source;
    }
}
