using System.Security.Cryptography;

namespace QuantGrpc.Evaluator.Service;

/// <summary>A data set that runs may name.</summary>
internal sealed record ShelvedDataset
{
    /// <summary>Name of the file or folder.</summary>
    public required string Name { get; init; }

    /// <summary>Of the file's bytes; null for a folder.</summary>
    public string? Sha256 { get; init; }

    /// <summary>0 for a folder.</summary>
    public long Bytes { get; init; }

    public required bool IsUploaded { get; init; }

    public required DateTimeOffset Modified { get; init; }

    /// <summary>A file or folder of the data folder.</summary>
    public static ShelvedDataset InFolder(string path) => Directory.Exists(path)
        ? new ShelvedDataset { Name = Path.GetFileName(path), IsUploaded = false, Modified = new DateTimeOffset(Directory.GetLastWriteTimeUtc(path)) }
        : Of(path, HashOf(path), isUploaded: false);

    /// <summary>An uploaded file, whose folder is called by its hash.</summary>
    public static ShelvedDataset Uploaded(string path) => Of(path, Path.GetFileName(Path.GetDirectoryName(path)), isUploaded: true);

    private static ShelvedDataset Of(string path, string? hash, bool isUploaded)
    {
        var file = new FileInfo(path);
        return new ShelvedDataset { Name = file.Name, Sha256 = hash, Bytes = file.Length, IsUploaded = isUploaded, Modified = new DateTimeOffset(file.LastWriteTimeUtc) };
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
