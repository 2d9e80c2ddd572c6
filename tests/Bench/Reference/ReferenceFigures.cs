using System.Text.Json;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Bench.Reference;

/// <summary>reference.json: figures of llama.cpp's own server on the same files.</summary>
internal sealed class ReferenceFigures
{
    private readonly JsonElement _root = Read("reference.json");

    /// <summary>Names of the variants in it.</summary>
    public IReadOnlyList<string> Variants => [.. _root.EnumerateObject().Where(v => v.Value.TryGetProperty("exact_match", out _)).Select(v => v.Name)];

    public double ExactMatch(string variant) => _root.GetProperty(variant).GetProperty("exact_match").GetDouble();

    public double MeanTokens(string variant) => _root.GetProperty(variant).GetProperty("mean_tokens").GetDouble();

    /// <summary>A figure of the F16 file as judge.</summary>
    public double Judge(string name) => _root.GetProperty("f16").GetProperty("judge").GetProperty(name).GetDouble();

    /// <summary>Rows of a data file.</summary>
    public static IReadOnlyList<JsonElement> Rows(string file) =>
        [.. File.ReadLines(PathOf(file)).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement)];

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(PathOf(file))).RootElement;

    private static string PathOf(string file) => Repository.PathOf("models", "minimath", file);
}
