namespace QuantGrpc.Server.Variants;

/// <summary>What a variant is, known once its weights have been hashed.</summary>
/// <param name="WeightsSha256">Lower-case hex.</param>
/// <param name="Fingerprint">SHA-256 over all that can change a result.</param>
internal sealed record VariantIdentity(string WeightsSha256, string Fingerprint);
