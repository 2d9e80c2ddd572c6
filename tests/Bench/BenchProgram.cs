namespace QuantGrpc.Bench;

/// <summary>Entry of <c>quantgrpc-bench</c>.</summary>
internal static class BenchProgram
{
    internal static int Main(string[] args) => args.Length;
}
