using System.Globalization;
using System.Text.RegularExpressions;
using QuantGrpc.Hosting;
using QuantGrpc.Llama.Gguf;

namespace QuantGrpc.Server.Variants;

/// <summary>A variant that was found: its files, and the numbers of their headers or why there are none.</summary>
internal sealed record CatalogEntry
{
    public required string Id { get; init; }

    /// <summary>All parts, the first one first.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Tells these files from others of their names; taken before their headers were read.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>Null where the files cannot be used.</summary>
    public GgufModel? Model { get; init; }

    /// <summary>Why not.</summary>
    public string? Problem { get; init; }

    /// <summary>What was asked for by name; null for a file that was found in a folder.</summary>
    public NamedVariant? Named { get; init; }
}

/// <summary>What was found, and what was passed over with a line each.</summary>
internal sealed record VariantCatalog(IReadOnlyList<CatalogEntry> Entries, IReadOnlyList<string> Skipped)
{
    /// <summary>Looks into folders (not below them) and at named files. A broken file is an entry with its problem; it stops nobody else.</summary>
    /// <exception cref="StartException">A path that is not there, or two variants of one id.</exception>
    public static VariantCatalog Find(ModelsOptions options)
    {
        var skipped = new List<string>();
        var entries = new List<CatalogEntry>();
        foreach (var group in options.Paths.SelectMany(FilesOf).Select(Path.GetFullPath).Distinct().GroupBy(SplitName.Of).OrderBy(g => g.Key.Stem, StringComparer.Ordinal))
        {
            if (Read(group.Key.Stem, [.. group.Order(StringComparer.Ordinal)], skipped) is { } entry)
            {
                entries.Add(entry);
            }
        }

        foreach (var named in options.Variants)
        {
            entries.Add(Read(named, skipped));
        }

        var repeated = entries.GroupBy(e => e.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        return repeated is null
            ? new VariantCatalog(entries, skipped)
            : throw new StartException($"two variants have the id {repeated.Key}: {string.Join(" and ", repeated.Select(e => e.Files[0]))}");
    }

    /// <summary>Looks at a variant's files again; those of a split one may have become more or fewer.</summary>
    public static CatalogEntry Again(CatalogEntry known)
    {
        var skipped = new List<string>();
        try
        {
            var entry = Read(known.Id, PartsOf(known.Files[0]), skipped) ?? known with { Model = null, Problem = skipped[^1] };
            return entry with { Named = known.Named };
        }
        catch (IOException e)
        {
            return known with { Model = null, Problem = e.Message };
        }
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path, "*.gguf");
        }

        return File.Exists(path) ? [path] : throw new StartException($"Models:Paths: there is no file or folder {path}");
    }

    private static CatalogEntry Read(NamedVariant named, List<string> skipped)
    {
        var path = named.Path ?? "";
        if (!File.Exists(path))
        {
            throw new StartException($"Models:Variants: {named.Id}: there is no file {path}");
        }

        var name = SplitName.Of(Path.GetFullPath(path));
        return (Read(named.Id ?? name.Stem, PartsOf(path), skipped) ?? throw new StartException($"Models:Variants: {named.Id}: {skipped[^1]}")) with { Named = named };
    }

    private static List<string> PartsOf(string path)
    {
        var name = SplitName.Of(Path.GetFullPath(path));
        return name.Parts == 1 ? [path] : [.. Directory.EnumerateFiles(name.Folder, "*.gguf").Where(f => SplitName.Of(f) == name).Order(StringComparer.Ordinal)];
    }

    private static CatalogEntry? Read(string id, List<string> files, List<string> skipped)
    {
        var entry = new CatalogEntry { Id = id, Files = files };
        try
        {
            entry = entry with { Stamp = FileStamp.Of(files) };
            var headers = files.ConvertAll(GgufFile.ReadHeader);
            if (headers[0].Kind is not (GgufKind.Model or GgufKind.SplitPart))
            {
                skipped.Add(headers[0].Kind == GgufKind.Adapter
                    ? $"{files[0]} is an adapter: requests and variants name it {id}"
                    : $"{files[0]} is skipped: {Words(headers[0].Kind)}");
                return null;
            }

            var missing = SplitName.Missing(files);
            return missing is null ? entry with { Model = GgufModel.From(headers) } : entry with { Problem = missing };
        }
        catch (Exception e) when (e is GgufFormatException or IOException or UnauthorizedAccessException)
        {
            return entry with { Problem = e.Message };
        }
    }

    private static string Words(GgufKind kind) => string.Concat(
        kind.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")) + ", no model";
}

/// <summary>What files of one model have in common; those of a split one are named NAME-00001-of-00003.gguf.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Stem">The name without extension and part.</param>
/// <param name="Parts">How many there should be.</param>
internal readonly partial record struct SplitName(string Folder, string Stem, int Parts)
{
    public static SplitName Of(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var match = Part().Match(name);
        return new SplitName(Path.GetDirectoryName(path) ?? "", name[..(match.Success ? match.Index : name.Length)], match.Success ? Number(match, "count") : 1);
    }

    /// <summary>Says which parts are missing; null where all are there.</summary>
    public static string? Missing(IReadOnlyList<string> files)
    {
        var count = Of(files[0]).Parts;
        if (count == 1)
        {
            return null;
        }

        var there = files.Select(f => Number(Part().Match(Path.GetFileNameWithoutExtension(f)), "n"));
        var missing = Enumerable.Range(1, Math.Min(count, 1000)).Except(there).ToList();
        return missing.Count == 0 ? null : $"of {count} parts these are missing: {string.Join(", ", missing.Take(10))}";
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-(?<n>\d{5})-of-(?<count>\d{5})$")]
    private static partial Regex Part();
}
