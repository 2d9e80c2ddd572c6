using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>Adapters of a request, in memory, and what identifies them.</summary>
/// <param name="Set">With those of the variant.</param>
/// <param name="Hashes">Of the request's own.</param>
internal sealed record RequestAdapters(AdapterSet Set, IReadOnlyList<AdapterHash> Hashes)
{
    /// <summary>The fingerprint of a variant under them.</summary>
    public string Fingerprint(VariantIdentity identity) =>
        Hashes.Count == 0 ? identity.Fingerprint : Variants.Fingerprint.With(identity.Fingerprint, Hashes);
}

/// <summary>Checks a request's adapters and puts them into memory where they are not yet.</summary>
internal static class AdapterParser
{
    /// <exception cref="RpcException">INVALID_ARGUMENT, NOT_FOUND, or FAILED_PRECONDITION for an adapter of another base.</exception>
    public static async Task<RequestAdapters> ParseAsync(string field, IReadOnlyList<AdapterUse> uses, Serving target)
    {
        if (uses.Count == 0)
        {
            return new RequestAdapters(target.Model.Adapters, []);
        }

        Check(field, uses, target);
        var adapters = target.Model.Adapters.Adapters.ToList();
        var hashes = new List<AdapterHash>();
        foreach (var use in uses)
        {
            var shelved = await TakeAsync(use.Id, target);
            var scale = use.HasScale ? use.Scale : 1;
            adapters.Add(new ScaledAdapter(shelved.Adapter, scale));
            hashes.Add(new AdapterHash(shelved.Sha256, scale));
        }

        return new RequestAdapters(AdapterSet.Of(adapters), hashes);
    }

    private static void Check(string field, IReadOnlyList<AdapterUse> uses, Serving target)
    {
        Require.That(uses.Count <= RequestLimits.Adapters, field, $"{uses.Count} adapters", $"at most {RequestLimits.Adapters}");
        var names = target.Model.Adapters.Adapters.Select(a => a.Adapter.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < uses.Count; i++)
        {
            if (target.Model.Shelf?.Has(uses[i].Id) != true)
            {
                throw GrpcErrors.NotFound("adapter", uses[i].Id, target.Model.Shelf?.Ids ?? []);
            }

            Require.That(uses[i].Scale is >= -100 and <= 100, $"{field}[{i}].scale", uses[i].Scale, "-100 to 100");
            Require.That(names.Add(uses[i].Id), $"{field}[{i}].id", uses[i].Id, "each adapter once, those of the variant included");
        }
    }

    private static async Task<ShelvedAdapter> TakeAsync(string id, Serving target)
    {
        try
        {
            return await (target.Model.Shelf ?? throw new InvalidOperationException("an adapter was checked without a shelf"))
                .TakeAsync(id, target.Model.Weights, target.Spec.Files);
        }
        catch (Exception e) when (e is GgufFormatException or ModelLoadException or IOException or UnauthorizedAccessException)
        {
            throw GrpcErrors.FailedPrecondition($"adapter {id} cannot be used with {target.Id}: {e.Message}");
        }
    }
}
