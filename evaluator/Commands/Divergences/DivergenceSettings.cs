using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary>Whose solutions are given to the variants.</summary>
internal enum SolutionSource
{
    /// <summary>The data set's own.</summary>
    Gold,

    /// <summary>What the reference writes, greedily, its end included.</summary>
    Reference,
}

/// <summary>Options of <c>divergence</c>.</summary>
internal sealed class DivergenceSettings : StoreSettings
{
    [CommandArgument(0, "[DATASET]")]
    [Description("MATH, MATH-500, GSM8K, MiniMATH or a file of your own: JSONL, Parquet, or MATH's folders.")]
    public string Data { get; init; } = "";

    [CommandOption("--run <ID>")]
    [Description("In place of a data set: the solutions that the reference wrote in a stored run; what is measured is stored with it.")]
    public string? Run { get; init; }

    [CommandOption("--server <ADDRESS>")]
    [Description("The inference server.")]
    [DefaultValue("http://127.0.0.1:50051")]
    public string Server { get; init; } = "http://127.0.0.1:50051";

    [CommandOption("--reference <VARIANT>")]
    [Description("The variant that the others are compared with, by id or suffix.")]
    public string Reference { get; init; } = "";

    [CommandOption("--variants <LIST>")]
    [Description("Variants by id or suffix, comma-separated. Default: all others that serve.")]
    public string? Variants { get; init; }

    [CommandOption("--limit <N>")]
    [Description("Problems to take, stratified by subject and level: those of `run --sample N`. Default: all.")]
    public int? Limit { get; init; }

    [CommandOption("--solutions <SOURCE>")]
    [Description("gold (the data set's own) or reference (what the reference writes, greedily).")]
    [DefaultValue(SolutionSource.Gold)]
    public SolutionSource Solutions { get; init; }

    [CommandOption("--fields <MAP>")]
    [Description("Names of a file's fields, for example problem=question,answer=gold.")]
    public string? Fields { get; init; }

    [CommandOption("--prompt <NAME>")]
    [Description("problem, steps, or a file with {problem} in it. Default: problem on MiniMATH, else steps.")]
    public string? Prompt { get; init; }

    [CommandOption("--max-tokens <N>")]
    [Description("Most tokens of a solution that the reference writes. Default: 512 on MiniMATH, else 1024.")]
    public int? MaxTokens { get; init; }

    [CommandOption("--json")]
    [Description("One JSON object a solution, as it is done, and one of all; one a line.")]
    public bool Json { get; init; }

    public override ValidationResult Validate() =>
        Data.Length == 0 == Run is null ? ValidationResult.Error("DATASET, --run: one of them is required")
        : Run is not null && (Reference.Length > 0 || Variants is not null || Limit is not null)
            ? ValidationResult.Error("--run: the run knows its reference, variants and problems; --reference, --variants and --limit go with a data set")
        : Run is null && Reference.Length == 0 ? ValidationResult.Error("--reference: a variant is required")
        : Limit is < 1 ? ValidationResult.Error($"--limit {Limit}: at least 1")
        : MaxTokens is < 1 ? ValidationResult.Error($"--max-tokens {MaxTokens}: at least 1")
        : ValidationResult.Success();
}
