namespace QuantGrpc.Evaluator;

/// <summary>Entry of <c>quantgrpc-eval</c>.</summary>
internal static class EvaluatorProgram
{
    internal static int Main(string[] args) => args.Length;
}
