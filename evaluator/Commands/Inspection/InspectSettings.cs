using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>Options of <c>inspect</c>.</summary>
internal sealed class InspectSettings : ServerSettings
{
    [CommandArgument(0, "[PROBLEM]")]
    [Description("The problem's text.")]
    public string? Problem { get; init; }

    [CommandOption("--lost <VARIANT>")]
    [Description("Take the first problem of the latest run that this variant lost and the reference solved.")]
    public string? Lost { get; init; }

    [CommandOption("--gold <ANSWER>")]
    [Description("The right answer of PROBLEM: grades final answers with --compare and --hand-over.")]
    public string? Gold { get; init; }

    [CommandOption("--variants <LIST>")]
    [Description("Variants by id or suffix, comma-separated; the first is what the others are compared with. Default: all that serve.")]
    public string? Variants { get; init; }

    [CommandOption("--compare")]
    [Description("Let the variants write in step: where each leaves the first, how far apart the distributions are, where it comes back.")]
    public bool Compare { get; init; }

    [CommandOption("--hand-over <FROM:TO:STEPS>")]
    [Description("Give FROM's first STEPS steps to TO, token by token, and show how TO goes on; FROM:TO is one step; may be given again.")]
    public string[] HandOvers { get; init; } = [];

    [CommandOption("--colour <MEASURE>")]
    [Description("margin, entropy or surprise.")]
    [DefaultValue(TokenMeasure.Margin)]
    public TokenMeasure Colour { get; init; }

    [CommandOption("--alternatives <N>")]
    [Description("Alternatives to show behind unsure tokens, 0 to 64.")]
    [DefaultValue(0)]
    public int Alternatives { get; init; }

    [CommandOption("--prompt <NAME>")]
    [Description("problem, steps, or a file with {problem} in it.")]
    [DefaultValue("problem")]
    public string Prompt { get; init; } = "problem";

    [CommandOption("--max-tokens <N>")]
    [DefaultValue(512)]
    public int MaxTokens { get; init; }

    [CommandOption("--json")]
    [Description("One JSON object a token, one a line; with --compare one a round.")]
    public bool Json { get; init; }

    public IReadOnlyList<string>? VariantNames =>
        Variants?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public override ValidationResult Validate() =>
        Problem is null == Lost is null ? ValidationResult.Error("give either PROBLEM or --lost VARIANT")
        : Gold is not null && Lost is not null ? ValidationResult.Error("--gold: --lost has the right answer from its run")
        : Compare && VariantNames is { Count: not (>= 2 and <= 16) } names ? ValidationResult.Error($"--compare: {names.Count} variants; 2 to 16")
        : HandOvers.FirstOrDefault(h => HandOver.Parse(h) is null) is { } wrong ? ValidationResult.Error($"--hand-over {wrong}: {HandOver.Form}")
        : Alternatives is not (>= 0 and <= 64) ? ValidationResult.Error($"--alternatives {Alternatives}: 0 to 64")
        : MaxTokens < 1 ? ValidationResult.Error($"--max-tokens {MaxTokens}: at least 1")
        : ValidationResult.Success();
}
