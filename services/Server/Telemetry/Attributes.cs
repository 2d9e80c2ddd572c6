namespace QuantGrpc.Server.Telemetry;

/// <summary>Names of attributes of metrics and spans: OpenTelemetry's conventions, and ours behind the prefix <c>quantgrpc.</c>.</summary>
internal static class Attributes
{
    /// <summary>What every gen_ai metric gives as its provider.</summary>
    public const string ProviderName = "quantgrpc";

    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";

    /// <summary>The variant's id.</summary>
    public const string Model = "gen_ai.request.model";
    public const string TokenType = "gen_ai.token.type";
    public const string Error = "error.type";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string FinishReasons = "gen_ai.response.finish_reasons";
    public const string ResponseId = "gen_ai.response.id";
    public const string Sample = "quantgrpc.sample";
}
