using System.Security.Cryptography;
using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Service;

/// <summary>Data sets that runs may name: those of a folder by name, uploaded ones by their SHA-256.</summary>
/// <param name="dataFolder">Where data sets lie; null where none are offered.</param>
/// <param name="uploads">Where uploads are stored, a folder a hash; made with the first.</param>
internal sealed class DatasetShelf(string? dataFolder, string uploads)
{
    /// <summary>Largest upload in bytes: far more than any data set of problems has.</summary>
    public const long MostBytes = 256L << 20;

    private const int ShortestBeginning = 8;

    private static readonly string[] Endings = [".jsonl", ".json", ".csv", ".tsv", ".parquet"];

    /// <summary>Endings of the names of files that can be read.</summary>
    public static string AllowedEndings => string.Join(", ", Endings);

    /// <summary>Whether a name is a file's alone, with an ending that says how it is read.</summary>
    public static bool IsFileName(string name) =>
        name.Length is > 0 and <= 200 && name == Path.GetFileName(name) && name[0] != '.' && !name.Any(char.IsControl)
        && !name.Contains('\\', StringComparison.Ordinal) && Endings.Contains(Path.GetExtension(name).ToLowerInvariant());

    /// <summary>All of them.</summary>
    public IReadOnlyList<ShelvedDataset> List() =>
    [
        .. Entries(dataFolder).Where(e => Directory.Exists(e) || IsFileName(Path.GetFileName(e))).Select(e => ShelvedDataset.InFolder(e)),
        .. Entries(uploads).Where(e => IsHash(Path.GetFileName(e))).SelectMany(Directory.EnumerateFiles).Select(ShelvedDataset.Uploaded),
    ];

    /// <summary>Where the data set of a name or a hash is; null where there is none, or several begin so.</summary>
    /// <remarks>A name, never a path: what is not listed is not there.</remarks>
    public string? Find(string name)
    {
        if (Entries(dataFolder).FirstOrDefault(e => Path.GetFileName(e) == name) is { } entry)
        {
            return entry;
        }

        return name.Length < ShortestBeginning || !name.All(char.IsAsciiHexDigit) ? null
            : Entries(uploads).Where(e => Path.GetFileName(e).StartsWith(name, StringComparison.OrdinalIgnoreCase) && IsHash(Path.GetFileName(e))).ToList() is [var one]
                ? Directory.EnumerateFiles(one).FirstOrDefault()
            : null;
    }

    /// <summary>A file to write an upload to; beside the others, so that it can be moved among them in one step.</summary>
    public FileStream BeginUpload(string name)
    {
        Directory.CreateDirectory(uploads);
        return new FileStream(
            Path.Combine(uploads, $".{Guid.NewGuid():N}{Path.GetExtension(name)}"), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Takes a written upload in under its hash; the same bytes that are there stay as they are.</summary>
    /// <returns>Null where they were there.</returns>
    public string? Keep(string written, string name, string hash)
    {
        var folder = Path.Combine(uploads, hash);
        if (Directory.Exists(folder))
        {
            return null;
        }

        // The folder appears whole: who finds it finds its file.
        var partial = Directory.CreateDirectory(Path.Combine(uploads, $".{Guid.NewGuid():N}"));
        File.Move(written, Path.Combine(partial.FullName, name));
        try
        {
            Directory.Move(partial.FullName, folder);
            return Path.Combine(folder, name);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            partial.Delete(recursive: true); // the same upload came twice at once
            return null;
        }
    }

    private static IEnumerable<string> Entries(string? folder) => folder is not null && Directory.Exists(folder)
        ? Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)
        : [];

    private static bool IsHash(string name) => name.Length == 2 * SHA256.HashSizeInBytes && name.All(char.IsAsciiHexDigitLower);
}
