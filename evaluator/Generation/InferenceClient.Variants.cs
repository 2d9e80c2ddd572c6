using QuantGrpc.Inference.V1;

namespace QuantGrpc.Evaluator.Generation;

internal sealed partial class InferenceClient
{
    public async Task<IReadOnlyList<ServedVariant>> ListVariantsAsync(CancellationToken cancellation)
    {
        var list = await UnaryAsync(() => _client.ListVariantsAsync(new ListVariantsRequest(), cancellationToken: cancellation), cancellation);
        return [.. list.Variants.Select(Messages.From)];
    }

    /// <summary>Whether it answers at all.</summary>
    public async Task<bool> IsReachableAsync(CancellationToken cancellation)
    {
        try
        {
            await GetServerInfoAsync(cancellation);
            return true;
        }
        catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.Unavailable)
        {
            return false;
        }
    }

    public async Task<string?> FingerprintAsync(string variant, CancellationToken cancellation)
    {
        try
        {
            var served = (await ListVariantsAsync(cancellation)).FirstOrDefault(v => v.Id == variant);
            return served switch
            {
                { IsReady: true } => served.Fingerprint.Length > 0 ? served.Fingerprint : null,
                { IsLoading: true } => null,
                _ => throw new GenerationFailedException(GenerationFault.Refused, $"{_address} does not serve {variant}: {served?.State ?? "there is no such variant"}"),
            };
        }
        catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.Unavailable)
        {
            return null;
        }
    }

    /// <summary>How busy every variant is.</summary>
    public async Task<IReadOnlyList<ServedLoad>> GetLoadAsync(CancellationToken cancellation)
    {
        var load = await UnaryAsync(() => _client.GetLoadAsync(new GetLoadRequest(), cancellationToken: cancellation), cancellation);
        return [.. load.Variants.Select(Messages.From)];
    }

    /// <summary>Makes a variant resident; comes back when it serves.</summary>
    /// <exception cref="GenerationFailedException">The server allows no admin calls, or the variant does not fit or cannot be read.</exception>
    public async Task<ServedVariant> LoadVariantAsync(string variant, CancellationToken cancellation) =>
        Messages.From((await UnaryAsync(
            () => _client.LoadVariantAsync(new LoadVariantRequest { Variant = variant }, cancellationToken: cancellation), cancellation)).Variant);

    /// <summary>Takes a variant out of memory once its last request has finished.</summary>
    /// <exception cref="GenerationFailedException">The server allows no admin calls.</exception>
    public async Task<ServedVariant> UnloadVariantAsync(string variant, CancellationToken cancellation) =>
        Messages.From((await UnaryAsync(
            () => _client.UnloadVariantAsync(new UnloadVariantRequest { Variant = variant }, cancellationToken: cancellation), cancellation)).Variant);
}
