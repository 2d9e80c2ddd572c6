namespace QuantGrpc.Server.Variants;

/// <summary>Puts variants into memory. The other implementation is the tests' scripted one.</summary>
internal interface IVariantLoader
{
    /// <summary>Looks at a variant's files again and plans it beside what is resident, against the memory that is free now.</summary>
    /// <exception cref="NoRoomException">It does not fit; the message has the numbers.</exception>
    /// <exception cref="Llama.Models.ModelLoadException">The files cannot be used, or not with its settings.</exception>
    VariantSpec Plan(CatalogEntry known, IReadOnlyList<VariantSpec> resident);

    /// <summary>Reads the weights of a variant's spec and makes its context.</summary>
    /// <exception cref="Llama.Models.ModelLoadException">llama.cpp could not, or the file is not the one that was planned.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    Task<LoadedVariant> LoadAsync(ServedVariant variant, CancellationToken cancellation);
}

/// <summary>A variant in memory.</summary>
/// <param name="Residence">Its stay.</param>
/// <param name="Model">What of it any thread may use.</param>
/// <param name="Weights">Its share of the weights, to be given back once the residence is gone.</param>
internal sealed record LoadedVariant(Residence Residence, ResidentModel Model, IDisposable Weights);

/// <summary>There is no room for a variant now.</summary>
internal sealed class NoRoomException(string reason) : Exception(reason);
