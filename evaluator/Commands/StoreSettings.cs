using System.ComponentModel;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>Options of every command that reads or writes a store.</summary>
internal class StoreSettings : CommandSettings
{
    [CommandOption("--store <FILE>")]
    [Description("The SQLite file that holds runs and results; made where it does not exist.")]
    [DefaultValue("quantgrpc.db")]
    public string Store { get; init; } = "quantgrpc.db";
}

/// <summary>Options of every command that talks to an inference server.</summary>
internal class ServerSettings : StoreSettings
{
    [CommandOption("--server <ADDRESS>")]
    [Description("The inference server.")]
    [DefaultValue("http://127.0.0.1:50051")]
    public string Server { get; init; } = "http://127.0.0.1:50051";

    [CommandOption("--judge-key-file <FILE>")]
    [Description("A file with the key of OpenAI-compatible judges. Default: QUANTGRPC_JUDGE_KEY or OPENAI_API_KEY from the environment.")]
    public string? JudgeKeyFile { get; init; }
}
