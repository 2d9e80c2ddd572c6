using System.ComponentModel;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>Options of commands that ask judges and need no store.</summary>
internal class JudgeSettings : CommandSettings
{
    [CommandOption("--judge <JUDGE>")]
    [Description("rule, variant:ID or openai:URL#MODEL, optionally with ,prompt=NAME; may be given again.")]
    public string[] Judges { get; init; } = [];

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

    /// <summary>Makes the judges, in order.</summary>
    public async Task<IReadOnlyList<Judge>> MakeAsync(InferenceClient server, bool isMiniMath, CancellationToken cancellation)
    {
        var factory = new JudgeFactory(server, TimeProvider.System) { KeyFile = JudgeKeyFile };
        var judges = new List<Judge>();
        foreach (var name in Judges)
        {
            judges.Add(await factory.CreateAsync(name, isMiniMath, cancellation));
        }

        return judges;
    }
}
