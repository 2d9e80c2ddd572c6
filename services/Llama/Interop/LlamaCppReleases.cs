namespace QuantGrpc.Llama.Interop;

/// <summary>llama.cpp release numbers by the commit that LLamaSharp's packages were built from.</summary>
internal static class LlamaCppReleases
{
    private static readonly Dictionary<string, string> ByCommit = new(StringComparer.Ordinal)
    {
        ["815a2a591"] = "b10221", // LLamaSharp 0.29.0 and 0.30.0
    };

    internal static string Name(string commit) =>
        ByCommit.TryGetValue(commit, out var release) ? $"{release} ({commit})" : commit;
}
