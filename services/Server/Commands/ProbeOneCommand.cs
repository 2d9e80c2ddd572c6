using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;
using Spectre.Console.Cli;

namespace QuantGrpc.Server.Commands;

/// <summary><c>probe-one</c>: the child that tries a file before the server loads it; llama.cpp's log goes to standard output.</summary>
internal sealed class ProbeOneCommand : Command<ProbeOneCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<FILE>")]
        public string File { get; init; } = "";
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        LlamaBackend.Load(new LineLogger());
        try
        {
            using var weights = ModelWeights.Load(new WeightsSource { Path = settings.File }, new Unheard(), cancellationToken);
            using var small = weights.CreateContext(new ContextSettings { Cells = 64, Sequences = 1, Threads = 1, MicroBatch = 16 });
            return 0;
        }
        catch (ModelLoadException)
        {
            return 1; // the log has said why
        }
    }

    private sealed class Unheard : IProgress<float>
    {
        public void Report(float value)
        {
            // Nobody waits for a bar here.
        }
    }
}
