using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Variants;

internal static class RegistryBuilder
{
    public static VariantRegistry Build(IConfiguration configuration, IReadOnlyList<DeviceInfo> devices, Action<string> print)
    {
        var paths = configuration.GetSection("Models:Paths").Get<string[]>() ?? [Path.Combine(AppContext.BaseDirectory, "models")];
        var queue = configuration.GetValue("Models:Queue", 64);
        var context = configuration.GetValue("Models:Defaults:Context", 1024);
        var sequences = configuration.GetValue("Models:Defaults:Sequences", 16);
        var specs = new List<VariantSpec>();
        foreach (var file in paths.SelectMany(m => Directory.Exists(m) ? Directory.GetFiles(m, "*.gguf") : [m]))
        {
            specs.Add(Spec(Path.GetFileNameWithoutExtension(file), file, "f16"));
        }

        foreach (var extra in configuration.GetSection("Variants").GetChildren())
        {
            specs.Add(Spec(extra["Id"]!, extra["Path"]!, extra["CacheTypeK"]!));
        }

        return new VariantRegistry([.. specs.Select(s => new ServedVariant(s, queue))], queue);

        VariantSpec Spec(string id, string file, string cache)
        {
            var model = GgufModel.From(GgufFile.ReadHeader(file));
            var w = model.FileType.WeightBits;
            return new VariantSpec
            {
                Id = id, Files = [file], Model = model, CacheTypeK = cache, CacheTypeV = cache,
                Wakv = $"W{w}/A{(w >= 16 ? 16 : 8)}/KV{(cache == "f16" ? 16 : 4)}",
                Context = context, Memory = new MemoryUse(0, 0, 0),
                ContextSettings = new ContextSettings
                {
                    Cells = context * sequences, Sequences = sequences, Threads = Environment.ProcessorCount,
                    CacheTypeK = cache == "f16" ? 1 : 2, CacheTypeV = cache == "f16" ? 1 : 2,
                },
            };
        }
    }
}
