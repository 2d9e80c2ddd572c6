namespace QuantGrpc.Tests.Support;

/// <summary>Our built executables, as `make build` leaves them.</summary>
internal static class Executables
{
    public static string Server { get; } = Of("QuantGrpc.Server", "quantgrpc-server");

    public static string Evaluator { get; } = Of("QuantGrpc.Evaluator", "quantgrpc-eval");

    private static string Of(string project, string name) => Repository.PathOf("artifacts", "bin", project, "release", name);
}
