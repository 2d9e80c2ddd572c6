using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Load.Model;

/// <summary><c>model</c>: writes a model of random weights with a large vocabulary, where it is not there yet.</summary>
internal sealed class RandomModelCommand(IAnsiConsole console) : Command<RandomModelCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("The GGUF file to be written.")]
        public string File { get; init; } = "";

        [CommandOption("--vocabulary <N>")]
        [Description("Tokens. Default: Llama 3's.")]
        [DefaultValue(128_256)]
        public int Vocabulary { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (!File.Exists(settings.File))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(settings.File)) ?? ".");
            var unfinished = $"{settings.File}.part";
            using (var stream = File.Create(unfinished))
            {
                new RandomModel { Vocabulary = settings.Vocabulary, Seed = 1 }.WriteTo(stream);
            }

            File.Move(unfinished, settings.File);
        }

        console.WriteLine(settings.File);
        return 0;
    }
}
