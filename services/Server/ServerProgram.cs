namespace QuantGrpc.Server;

/// <summary>Entry of <c>quantgrpc-server</c>.</summary>
internal static class ServerProgram
{
    internal static int Main(string[] args) => args.Length;
}
