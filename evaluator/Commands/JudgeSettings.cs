using System.ComponentModel;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>Options of commands that ask judges and need no store.</summary>
internal class JudgeSettings : CommandSettings
{
    public const string JudgeHelp = "rule, variant:ID or openai:URL#MODEL; behind it, where wanted, ,prompt=instruction, ,prompt=critique or ,prompt=minimath, ,temperature=T and ,seed=N, ,weight=W. May be given again: several vote.";
    public const string ArbiterHelp = "A judge, named like --judge, that does not vote: it is asked where the voters leave the step or its type open, without their verdicts. May be given again: the next is asked where the one before has no valid verdict.";

    [CommandOption("--judge <JUDGE>")]
    [Description(JudgeHelp)]
    public string[] Judges { get; init; } = [];

    [CommandOption("--arbiter <JUDGE>")]
    [Description(ArbiterHelp)]
    public string[] Arbiters { get; init; } = [];

    [CommandOption("--server <ADDRESS>")]
    [Description("The inference server of judges that are variants.")]
    [DefaultValue("http://127.0.0.1:50051")]
    public string Server { get; init; } = "http://127.0.0.1:50051";

    [CommandOption("--judge-key-file <FILE>")]
    [Description("A file with the key of OpenAI-compatible judges. Default: QUANTGRPC_JUDGE_KEY or OPENAI_API_KEY from the environment.")]
    public string? JudgeKeyFile { get; init; }

    [CommandOption("--json")]
    [Description("Print one JSON object.")]
    public bool Json { get; init; }

    public override ValidationResult Validate() =>
        Judges.Length > 0 ? ValidationResult.Success() : ValidationResult.Error("--judge: at least one is required");

    /// <summary>Makes the panel.</summary>
    public Task<JudgePanel> PanelAsync(InferenceClient server, bool isMiniMath, CancellationToken cancellation) =>
        new JudgeFactory(server, TimeProvider.System) { KeyFile = JudgeKeyFile }.PanelAsync(new PanelRequest(Judges, Arbiters), isMiniMath, cancellation);
}
