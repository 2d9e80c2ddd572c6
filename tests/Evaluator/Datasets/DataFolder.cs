using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Tests.Evaluator.Datasets;

/// <summary>A folder of data files that goes away.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgrpc-data-");

    public void Dispose() => _folder.Delete(recursive: true);

    internal string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        File.WriteAllText(path, text);
        return path;
    }

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    internal Task<Dataset> ReadAsync(string name, string text) => DatasetReader.ReadAsync(Write(name, text), null, CancellationToken.None);

    internal Task<DatasetReading> ScanAsync(string name, string text) => DatasetReader.ScanAsync(Write(name, text), null, CancellationToken.None);
}
