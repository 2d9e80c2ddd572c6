using QuantGrpc.Hosting;
using QuantGrpc.Llama.Gguf;

namespace QuantGrpc.Server.Variants;

/// <summary>Adapters by id: those of the configured folders by their files' stems, and those that are named.</summary>
internal sealed class AdapterCatalog
{
    private readonly SortedDictionary<string, string> _paths = new(StringComparer.Ordinal);

    /// <summary>All ids.</summary>
    public IEnumerable<string> Ids => _paths.Keys;

    /// <summary>Looks into folders (not below them) and at named files.</summary>
    /// <exception cref="StartException">A named file that is not there, or two adapters of one id.</exception>
    public static AdapterCatalog Find(ModelsOptions options)
    {
        var catalog = new AdapterCatalog();
        foreach (var path in options.Paths.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.gguf")).Where(IsAdapter))
        {
            catalog.Add(Path.GetFileNameWithoutExtension(path), path);
        }

        foreach (var named in options.Adapters)
        {
            var path = named.Path ?? "";
            catalog.Add(named.Id ?? "", File.Exists(path) ? path : throw new StartException($"Models:Adapters: {named.Id}: there is no file {path}"));
        }

        return catalog;
    }

    /// <summary>The file of an adapter; null where there is none of that id.</summary>
    public string? PathOf(string id) => _paths.GetValueOrDefault(id);

    private static bool IsAdapter(string path)
    {
        try
        {
            return GgufFile.ReadHeader(path).Kind == GgufKind.Adapter;
        }
        catch (Exception e) when (e is GgufFormatException or IOException or UnauthorizedAccessException)
        {
            return false; // the catalog of variants has it as an entry with its problem
        }
    }

    private void Add(string id, string path)
    {
        if (!_paths.TryAdd(id, path))
        {
            throw new StartException($"two adapters have the id {id}: {_paths[id]} and {path}");
        }
    }
}
