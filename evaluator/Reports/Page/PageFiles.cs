using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Reports.Page;

/// <summary>The page's own files, embedded in this assembly: template, scripts and style sheets, and KaTeX where the build had it.</summary>
internal static partial class PageFiles
{
    // In this order they are one script.
    private static readonly string[] Scripts =
    [
        "elements", "numbers", "names", "formulas", "lazily", "mathematics", "marks", "forest", "scatter", "course", "verdict", "samples", "losses", "sizes", "breakdown",
        "capability", "types", "hazard", "divergence", "judges", "cost", "facets", "list", "solution", "failure", "failures", "page",
    ];

    // In this order they are one style sheet.
    private static readonly string[] Sheets = ["colours", "page", "verdict", "tables", "charts", "failures", "narrow", "paper"];

    // Faces that mathematics of this kind uses; the others would double the file.
    private static readonly string[] Fonts =
    [
        "Main-Regular", "Main-Bold", "Main-Italic", "Math-Italic", "AMS-Regular", "Size1-Regular", "Size2-Regular", "Size3-Regular", "Size4-Regular",
    ];

    public static string Template { get; } = Read("report.html");

    public static string Script { get; } = $"(() => {{\n'use strict';\n{string.Concat(Scripts.Select(s => Read($"scripts.{s}.js")))}}})();\n";

    public static string Style { get; } = string.Concat(Sheets.Select(s => Read($"styles.{s}.css")));

    /// <summary>Empty where the build had no KaTeX.</summary>
    public static string KatexScript { get; } = Find("katex.min.js") is { } script ? Encoding.UTF8.GetString(script) : "";

    /// <summary>With its faces as data; empty where the build had no KaTeX.</summary>
    public static string KatexStyle { get; } = KatexSheet();

    private static string KatexSheet() => Find("katex.min.css") is { } styles
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

    [GeneratedRegex(@"@font-face\{[^}]*fonts/KaTeX_(?<name>[A-Za-z0-9-]+)\.woff2[^}]*\}")]
    private static partial Regex Face();

    [GeneratedRegex(@"src:[^;}]+")]
    private static partial Regex Source();
}
