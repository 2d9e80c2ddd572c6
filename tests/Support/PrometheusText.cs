using System.Globalization;
using System.Text.RegularExpressions;

namespace QuantGrpc.Tests.Support;

/// <summary>A scrape in Prometheus' text format 0.0.4, read strictly: a line that the format does not know fails.</summary>
internal sealed partial class PrometheusText
{
    private readonly List<Sample> _samples = [];
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    public IReadOnlyList<Sample> Samples => _samples;

    /// <summary>Types by the families' names.</summary>
    public IReadOnlyDictionary<string, string> Types => _types;

    public static async Task<PrometheusText> ScrapeAsync(HttpClient client, string address) => Parse(await client.GetStringAsync(address));

    public static PrometheusText Parse(string text)
    {
        var parsed = new PrometheusText();
        text.ShouldEndWith("\n");
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            parsed.Add(line);
        }

        return parsed;
    }

    /// <summary>Sum over the series of a name whose labels hold what is given.</summary>
    public double Value(string name, params (string Label, string Value)[] labels)
    {
        var found = _samples.Where(s => s.Name == name && labels.All(l => s.Labels.GetValueOrDefault(l.Label) == l.Value)).ToList();
        return found.Count > 0 ? found.Sum(s => s.Value) : 0;
    }

    /// <summary>Upper bounds of a histogram's buckets, the last one excepted.</summary>
    public IReadOnlyList<double> Bounds(string name) =>
    [
        .. _samples.Where(s => s.Name == $"{name}_bucket").Select(s => s.Labels["le"]).Where(le => le != "+Inf")
            .Select(le => double.Parse(le, CultureInfo.InvariantCulture)).Distinct(),
    ];

    private void Add(string line)
    {
        if (TypeLine().Match(line) is { Success: true } type)
        {
            _types.TryAdd(type.Groups["name"].Value, type.Groups["type"].Value).ShouldBeTrue($"a family stands once: {line}");
        }
        else if (SampleLine().Match(line) is { Success: true } sample)
        {
            var labels = LabelPair().Matches(sample.Groups["labels"].Value).ToDictionary(l => l.Groups["name"].Value, l => l.Groups["value"].Value, StringComparer.Ordinal);
            _samples.Add(new Sample(sample.Groups["name"].Value, labels, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture)));
        }
        else
        {
            (line.StartsWith("# HELP ", StringComparison.Ordinal) || line.StartsWith("# UNIT ", StringComparison.Ordinal)).ShouldBeTrue($"no line of the format: {line}");
        }
    }

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram|summary|untyped)$", RegexOptions.ExplicitCapture)]
    private static partial Regex TypeLine();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)*)\})? (?<value>[-+0-9.eE]+|[-+]Inf|NaN)( [0-9]+)?$""", RegexOptions.ExplicitCapture)]
    private static partial Regex SampleLine();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\.)*)",?""", RegexOptions.ExplicitCapture)]
    private static partial Regex LabelPair();
}

/// <summary>A line of a scrape.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);
