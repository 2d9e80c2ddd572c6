using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Commands.Batch;

/// <summary>Runs a batch between a file, or standard input as <c>-</c>, and standard output.</summary>
internal static class BatchFile
{
    /// <returns>The exit code: 0 where every row was answered, else 1.</returns>
    /// <exception cref="DatasetException">There is no such file.</exception>
    public static async Task<int> RunAsync(string path, JsonBatch batch, CancellationToken cancellation)
    {
        if (path != ArgumentForms.StandardInput && !File.Exists(path))
        {
            throw new DatasetException($"{path}: there is no such file; - reads standard input");
        }

        await using var input = path == ArgumentForms.StandardInput ? Console.OpenStandardInput() : File.OpenRead(path);
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" };
        var errors = await batch.RunAsync(input, output, cancellation);
        if (errors > 0)
        {
            await Console.Error.WriteLineAsync($"error: {Figures.Count(errors, "row")} could not be answered; each has an \"error\" in the output");
        }

        return errors > 0 ? 1 : 0;
    }
}
