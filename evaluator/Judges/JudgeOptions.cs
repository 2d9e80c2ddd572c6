using System.Globalization;
using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>What may stand behind a judge's name: ",prompt=NAME", ",temperature=T", ",seed=N", ",weight=W", each once.</summary>
internal sealed partial record JudgeOptions
{
    public const string Allowed = "with ,prompt=minimath, ,prompt=instruction or ,prompt=critique, ,temperature=T (above 0 to 2) and ,seed=N, ,weight=W (above 0) behind it where wanted";

    private const double MostWeight = 1000;

    /// <summary>The name without its options.</summary>
    public required string Name { get; init; }

    /// <summary>minimath, instruction or critique; null takes what suits the data.</summary>
    public string? Prompt { get; private init; }

    public JudgeSampling Sampling { get; private init; } = JudgeSampling.Greedy;

    public double Weight { get; private init; } = 1;

    /// <exception cref="JudgeException">Says what is allowed.</exception>
    public static JudgeOptions Parse(string text)
    {
        var match = Form().Match(text);
        var given = match.Groups["option"].Captures.Select(c => c.Value.Split('=', 2)).ToList();
        if (given.GroupBy(o => o[0]).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new JudgeException($"--judge {text}: {twice.Key} stands twice");
        }

        var name = match.Groups["name"].Value;
        if (Unknown().Match(name) is { Success: true } unknown)
        {
            throw new JudgeException($"--judge {text}: there is no option {unknown.Groups["name"].Value}; allowed are judges {Allowed}");
        }

        var options = given.ToDictionary(o => o[0], o => o[1]);
        return new JudgeOptions
        {
            Name = name,
            Prompt = options.GetValueOrDefault("prompt") is not { } prompt || prompt is "minimath" or "instruction" or "critique"
                ? options.GetValueOrDefault("prompt") : throw new JudgeException($"--judge {text}: there is no prompt {prompt}; allowed is rule, variant:ID or openai:URL#MODEL, {Allowed}"),
            Sampling = SamplingOf(text, options),
            Weight = NumberOf(text, options, "weight", MostWeight) ?? 1,
        };
    }

    private static JudgeSampling SamplingOf(string text, Dictionary<string, string> options)
    {
        var temperature = NumberOf(text, options, "temperature", JudgeSampling.MostTemperature);
        if (options.GetValueOrDefault("seed") is not { } seed)
        {
            return new JudgeSampling(temperature ?? 0, 0);
        }

        return temperature is { } warm && uint.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new JudgeSampling(warm, number)
            : throw new JudgeException($"--judge {text}: seed={seed}; allowed is a whole number from 0, with a temperature beside it");
    }

    private static double? NumberOf(string text, Dictionary<string, string> options, string name, double most) =>
        options.GetValueOrDefault(name) is not { } value ? null
        : double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most ? number
        : throw new JudgeException(string.Create(CultureInfo.InvariantCulture, $"--judge {text}: {name}={value}; allowed is a number above 0, at most {most}"));

    [GeneratedRegex("^(?<name>.*?)(?:,(?<option>(?:prompt|temperature|seed|weight)=[^,]*))*$", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex(",(?<name>[a-z_]+)=[^,#]*$")]
    private static partial Regex Unknown();
}

/// <summary>How a judge's model draws its reply.</summary>
/// <param name="Temperature">0 is greedy.</param>
/// <param name="Seed">Of the draw; another seed is another voter.</param>
internal readonly record struct JudgeSampling(double Temperature, uint Seed)
{
    public const double MostTemperature = 2;

    public static JudgeSampling Greedy { get; }

    public bool IsGreedy => Temperature == 0;

    /// <summary>What a judge's id says of it; nothing where it is greedy.</summary>
    public string Words => IsGreedy ? "" : string.Create(CultureInfo.InvariantCulture, $",temperature={Temperature},seed={Seed}");

    /// <summary>The draw of a later try: the same for the same try.</summary>
    public JudgeSampling Again(int attempt) => this with { Seed = unchecked(Seed + ((uint)attempt << 24)) };
}
