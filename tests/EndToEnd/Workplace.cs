using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>MiniMATH's test set, and a folder of its own for each test.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgrpc-eval-");

    public static string TestSet { get; } = Repository.PathOf("models", "minimath", "minimath_test.jsonl");

    public string Store => PathOf("store.db");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Starts quantgrpc-eval.</summary>
    public static ChildProgram Evaluator(params string[] arguments) => ChildProgram.Start(Executables.Evaluator, arguments);

    /// <summary>Runs quantgrpc-eval to its end.</summary>
    public static Task<string> EvaluatorAsync(params string[] arguments) => Tool.RunAsync(Executables.Evaluator, arguments);

    public void Dispose() => _folder.Delete(recursive: true);
}
