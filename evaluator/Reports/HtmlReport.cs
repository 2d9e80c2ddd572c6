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
            ["/*{report.css}*/"] = PageFiles.Style,
            ["/*{report.js}*/"] = PageFiles.Script,
            ["/*{katex.css}*/"] = PageFiles.KatexStyle,
            ["/*{katex.js}*/"] = PageFiles.KatexScript,
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
        return Slot().Replace(PageFiles.Template, slot => parts[slot.Value]);
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

    [GeneratedRegex(@"\{(data|title|head|verdict|summary|sentences|styles|scripts)\}|/\*\{[a-z.]+\}\*/", RegexOptions.ExplicitCapture)]
    private static partial Regex Slot();
}
