using System.ComponentModel;
using QuantGrpc.Evaluator.Runs;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands.Running;

/// <summary>Options of <c>run</c>.</summary>
internal sealed class RunSettings : ServerSettings
{
    private const int MostShots = 64;
    private const int MostSamples = 1024;

    [CommandOption("--data <PATH>")]
    [Description("MATH, MATH-500, GSM8K, MiniMATH or a file of your own: JSONL, Parquet, or MATH's folders.")]
    public string Data { get; init; } = "";

    [CommandOption("--fields <MAP>")]
    [Description("Names of a file's fields, for example problem=question,answer=gold.")]
    public string? Fields { get; init; }

    [CommandOption("--sample <N>")]
    [Description("Problems to take, stratified by subject and level. Default: all.")]
    public int? Sample { get; init; }

    [CommandOption("--variants <LIST>")]
    [Description("Variants by id or suffix, comma-separated; with an admin server (--allow-admin) those too that are not in memory, in groups where they do not fit together. Default: all that serve, or none beside --variant.")]
    public string? Variants { get; init; }

    [CommandOption("--variant <ENDPOINT>")]
    [Description("NAME=openai:URL#MODEL, a variant behind an OpenAI-compatible endpoint; may be given again. Steps, grades, judges and statistics work; token ids, logprobs and divergence are absent.")]
    public string[] Endpoints { get; init; } = [];

    [CommandOption("--variant-note <NOTE>")]
    [Description("NAME=TEXT, what a variant's source does not state: quantization, revision; bits=4.25 gives bits a weight. Part of an endpoint's fingerprint. May be given again.")]
    public string[] VariantNotes { get; init; } = [];

    [CommandOption("--variant-key-file <FILE>")]
    [Description("A file with the key of the endpoints of --variant. Default: QUANTGRPC_VARIANT_KEY or OPENAI_API_KEY from the environment.")]
    public string? VariantKeyFile { get; init; }

    [CommandOption("--reference <VARIANT>")]
    [Description("The variant that the others are compared with. Default: the first.")]
    public string? Reference { get; init; }

    [CommandOption("--prompt <NAME>")]
    [Description("problem (the problem alone), steps (asks for steps and a box), few_shot (after examples), or a file with {problem} and, for examples, {shots} in it. Default: few_shot with --shots, else problem on MiniMATH, else steps.")]
    public string? Prompt { get; init; }

    [CommandOption("--shots <N>")]
    [Description("Solved examples before the problem, drawn from --shots-from by --seed.")]
    public int? Shots { get; init; }

    [CommandOption("--shots-from <PATH>")]
    [Description("The training set of the examples; problems of --data are never drawn.")]
    public string? ShotsFrom { get; init; }

    [CommandOption("--plain")]
    [Description("Send the prompt as it is, without the model's chat template.")]
    public bool Plain { get; init; }

    [CommandOption("--stop <TEXT>")]
    [Description("End a solution before this text; may be given again. Default with --plain and --shots: what begins the next example.")]
    public string[] Stop { get; init; } = [];

    [CommandOption("--grammar <NAME>")]
    [Description("Force a form on every variant's solutions: steps (lines \"Step 1: ...\", then a box), or a file in GBNF. Default: free; how many solutions follow the frame is reported by variant.")]
    public string? Grammar { get; init; }

    [CommandOption("--paired-arm")]
    [Description("Run twice, without and with --grammar, as two runs that are linked.")]
    public bool PairedArm { get; init; }

    [CommandOption("--temperature <T>")]
    [Description("0 is greedy.")]
    [DefaultValue(0f)]
    public float Temperature { get; init; }

    [CommandOption("--top-p <P>")]
    [DefaultValue(1f)]
    public float TopP { get; init; }

    [CommandOption("--max-tokens <N>")]
    [Description("Most tokens of a solution. Default: 512 on MiniMATH, else 1024.")]
    public int? MaxTokens { get; init; }

    [CommandOption("--seed <N>")]
    [Description("Seed of draws and of the sample.")]
    [DefaultValue(0ul)]
    public ulong Seed { get; init; }

    [CommandOption("--judge <JUDGE>")]
    [Description(JudgeSettings.JudgeHelp)]
    public string[] Judges { get; init; } = [];

    [CommandOption("--arbiter <JUDGE>")]
    [Description(JudgeSettings.ArbiterHelp)]
    public string[] Arbiters { get; init; } = [];

    [CommandOption("--divergence")]
    [Description("Give the reference's solutions to the other variants, token by token: where they part, and how far.")]
    public bool Divergence { get; init; }

    [CommandOption("--parallel <N>")]
    [Description("Cells in flight over all variants. Default: as many as keep each variant's batch full, by what the server states of its load.")]
    public int? Parallel { get; init; }

    [CommandOption("--samples <K>")]
    [Description("Solutions a problem and variant, each with a seed of its own; more than 1 needs --temperature above 0.")]
    [DefaultValue(1)]
    public int Samples { get; init; }

    [CommandOption("--noise-floor")]
    [Description("Generate the reference a second time under another batch shape and, above temperature 0, another seed: what a loss has to exceed.")]
    public bool NoiseFloor { get; init; }

    [CommandOption("--evaluator <ADDRESS>")]
    [Description("Submit to an evaluation service and watch, instead of running here.")]
    public string? Evaluator { get; init; }

    [CommandOption("--json")]
    [Description("Progress and result as JSON, one object a line.")]
    public bool Json { get; init; }

    public override ValidationResult Validate() =>
        Data.Length == 0 ? ValidationResult.Error("--data: a file or folder is required")
        : Sample is < 1 ? ValidationResult.Error($"--sample {Sample}: at least 1")
        : Shots is { } shots && shots is < 1 or > MostShots ? ValidationResult.Error($"--shots {Shots}: 1 to {MostShots}")
        : Shots is null != ShotsFrom is null ? ValidationResult.Error("--shots and --shots-from: one needs the other")
        : Evaluator is not null && NotForServices() is { Count: > 0 } options
            ? ValidationResult.Error($"--evaluator: the service takes no {string.Join(", ", options)}")
        : Temperature is not (>= 0 and <= 100) ? ValidationResult.Error($"--temperature {Temperature}: 0 to 100")
        : TopP is not (> 0 and <= 1) ? ValidationResult.Error($"--top-p {TopP}: above 0 up to 1")
        : MaxTokens is < 1 ? ValidationResult.Error($"--max-tokens {MaxTokens}: at least 1")
        : Parallel is < 1 or > 1024 ? ValidationResult.Error($"--parallel {Parallel}: 1 to 1024")
        : Samples is not (>= 1 and <= MostSamples) ? ValidationResult.Error($"--samples {Samples}: 1 to {MostSamples}")
        : Samples > 1 && Temperature == 0
            ? ValidationResult.Error($"--samples {Samples}: at --temperature 0 all would be the same; set it above 0")
        : PairedArm && Grammar is null ? ValidationResult.Error($"--paired-arm: it needs the grammar of the second arm; --grammar {StepGrammar.Shipped}")
        : Stop.Any(text => text.Length == 0) ? ValidationResult.Error("--stop: an empty text would end everything")
        : VariantNotes.FirstOrDefault(note => note.IndexOf('=') < 1) is { } wrong ? ValidationResult.Error($"--variant-note {wrong}: allowed is NAME=TEXT")
        : ValidationResult.Success();

    private List<string> NotForServices() =>
    [
        .. Shots is not null ? ["--shots"] : Array.Empty<string>(),
        .. Endpoints.Length > 0 ? ["--variant"] : Array.Empty<string>(),
        .. Stop.Length > 0 ? ["--stop"] : Array.Empty<string>(),
        .. Grammar is not null ? ["--grammar"] : Array.Empty<string>(),
        .. Arbiters.Length > 0 ? ["--arbiter"] : Array.Empty<string>(),
        .. Json ? ["--json"] : Array.Empty<string>(),
    ];
}
