using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;
using Spectre.Console.Cli;

namespace QuantGrpc.Server.Commands;

/// <summary><c>quantize-one</c>: the child of <c>quantize</c>; llama.cpp's log goes to standard output, line by line.</summary>
internal sealed class QuantizeOneCommand : Command<QuantizeOneCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<SOURCE>")]
        public string Source { get; init; } = "";

        [CommandArgument(1, "<TARGET>")]
        public string Target { get; init; } = "";

        [CommandArgument(2, "<TYPE>")]
        public string Type { get; init; } = "";

        [CommandOption("--threads <N>")]
        public int Threads { get; init; }

        [CommandOption("--allow-requantize")]
        public bool AllowRequantize { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var number = LlamaFileType.Find(settings.Type)?.Number ?? throw new ArgumentException($"{settings.Type} is no type of llama.cpp");
        LlamaBackend.Load(new LineLogger());
        Quantizer.Run(new QuantizeJob
        {
            Input = settings.Source,
            Output = settings.Target,
            FileType = number,
            Threads = settings.Threads,
            AllowRequantize = settings.AllowRequantize,
        });
        return 0;
    }
}
