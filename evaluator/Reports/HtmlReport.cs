using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using QuantGrpc.Evaluator.Reports.Page;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>
/// Writes a report as one self-contained HTML file. The template has one slot for data, as JSON that cannot leave its element, and slots for
/// the first screen and the first table, whose texts are encoded; the others are filled with files of this product alone.
/// </summary>
internal static partial class HtmlReport
{
    // The default encoder escapes <, > and &, so that no text can close the script element or open a comment.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    // In this order they are one script.
    private static readonly string[] Scripts =
    [
        "elements", "numbers", "names", "mathematics", "marks", "forest", "scatter", "course", "verdict", "samples", "losses", "sizes", "breakdown",
        "capability", "types", "hazard", "divergence", "judges", "cost", "facets", "list", "solution", "failure", "failures", "page",
    ];

    // Faces that mathematics of this kind uses; the others would double the file.
    private static readonly string[] Fonts =
    [
        "Main-Regular", "Main-Bold", "Main-Italic", "Math-Italic", "AMS-Regular", "Size1-Regular", "Size2-Regular", "Size3-Regular", "Size4-Regular",
    ];

    /// <summary>Writes the file; an older one is replaced when the new one is whole.</summary>
    public static async Task WriteAsync(ReportModel report, string path, CancellationToken cancellation)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
        var partial = $"{full}.partial";
        await File.WriteAllTextAsync(partial, Render(report), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellation);
        File.Move(partial, full, overwrite: true);
    }

    /// <summary>The page.</summary>
    public static string Render(ReportModel report)
    {
        var parts = new Dictionary<string, string>
        {
            ["/*{report.css}*/"] = Read("report.css"),
            ["/*{report.js}*/"] = $"(() => {{\n'use strict';\n{string.Concat(Scripts.Select(s => Read($"scripts.{s}.js")))}}})();\n",
            ["/*{katex.css}*/"] = Styles(),
            ["/*{katex.js}*/"] = Find("katex.min.js") is { } script ? Encoding.UTF8.GetString(script) : "",
        };
        parts["{styles}"] = Hashes(parts["/*{katex.css}*/"], parts["/*{report.css}*/"]);
        parts["{scripts}"] = Hashes(parts["/*{katex.js}*/"], parts["/*{report.js}*/"]);
        var names = new VariantNames(report.Variants);
        var first = new FirstScreen(report, names);
        parts["{title}"] = Markup.Encode(report.Title);
        parts["{head}"] = first.Head();
        parts["{verdict}"] = first.Verdict();
        parts["{summary}"] = new FirstTable(report, names).Render();
        parts["{sentences}"] = JsonSerializer.Serialize(MovableWords.Of(report), Json);
        parts["{data}"] = JsonSerializer.Serialize(report, Json);
        return Slot().Replace(Read("report.html"), slot => parts[slot.Value]);
    }

    // The page's policy names what may run by its hash: nothing that got in as text can.
    private static string Hashes(params ReadOnlySpan<string> texts)
    {
        var hashes = new StringBuilder();
        foreach (var text in texts)
        {
            hashes.Append($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}' ");
        }

        return hashes.ToString().TrimEnd();
    }

    private static string Styles() => Find("katex.min.css") is { } styles
        ? Face().Replace(Encoding.UTF8.GetString(styles), face => Fonts.Contains(face.Groups["name"].Value) ? Inline(face) : "")
        : "";

    private static string Inline(Match face)
    {
        var font = Find($"fonts.KaTeX_{face.Groups["name"].Value}.woff2") ?? [];
        return Source().Replace(face.Value, $"src:url(data:font/woff2;base64,{Convert.ToBase64String(font)}) format(\"woff2\")");
    }

    private static string Read(string name) => Find(name) is { } bytes
        ? Encoding.UTF8.GetString(bytes)
        : throw new InvalidOperationException($"{name} is not embedded");

    private static byte[]? Find(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{typeof(HtmlReport).Namespace}.Template.{name}");
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex(@"\{(data|title|head|verdict|summary|sentences|styles|scripts)\}|/\*\{[a-z.]+\}\*/", RegexOptions.ExplicitCapture)]
    private static partial Regex Slot();

    [GeneratedRegex(@"@font-face\{[^}]*fonts/KaTeX_(?<name>[A-Za-z0-9-]+)\.woff2[^}]*\}")]
    private static partial Regex Face();

    [GeneratedRegex(@"src:[^;}]+")]
    private static partial Regex Source();
}
