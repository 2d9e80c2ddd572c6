using System.ComponentModel;
using QuantGrpc.Llama.Gguf;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Server.Commands;

/// <summary><c>quantize</c>: makes variants of one GGUF file, one child process a type.</summary>
internal sealed class QuantizeCommand(IAnsiConsole console) : AsyncCommand<QuantizeCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("The GGUF file to quantize, in F32, F16 or BF16.")]
        public string File { get; init; } = "";

        [CommandOption("--types <LIST>")]
        [Description("Types in llama.cpp's names, comma-separated, for example Q8_0,Q5_K_M,Q4_K_M,Q4_0,Q3_K_M,Q2_K.")]
        [DefaultValue("Q8_0,Q5_K_M,Q4_K_M,Q4_0,Q3_K_M,Q2_K")]
        public string Types { get; init; } = "";

        [CommandOption("--out <FOLDER>")]
        [Description("Where the files go; made where it does not exist. Default: beside the source.")]
        public string? Out { get; init; }

        [CommandOption("--threads <N>")]
        [Description("Threads of the quantizer. Default: all.")]
        public int Threads { get; init; }

        [CommandOption("--overwrite")]
        [Description("Make files again that exist. Default: they are kept.")]
        public bool Overwrite { get; init; }

        [CommandOption("--allow-requantize")]
        [Description("Accept a source that is quantized already. The result is worse than from the original.")]
        public bool AllowRequantize { get; init; }
    }

    public override ValidationResult Validate(CommandContext context, Settings settings)
    {
        var unknown = TypeNames(settings).Where(name => LlamaFileType.Find(name) is null).ToList();
        return !File.Exists(settings.File) ? ValidationResult.Error($"FILE: {settings.File} does not exist")
            : TypeNames(settings).Length == 0 ? ValidationResult.Error("--types: no type given")
            : unknown.Count > 0 ? ValidationResult.Error($"--types: {string.Join(", ", unknown)} is no type of llama.cpp; known are {string.Join(", ", LlamaFileType.Names)}")
            : ValidationResult.Success();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var source = GgufModel.From(GgufFile.ReadHeader(settings.File));
        if (source.IsQuantized && !settings.AllowRequantize)
        {
            console.MarkupLineInterpolated(
                $"[red]{settings.File} is quantized already ({source.FileType.Name}): quantizing it again loses more than quantizing the original once. --allow-requantize does it all the same.[/]");
            return 1;
        }

        var folder = settings.Out ?? Path.GetDirectoryName(Path.GetFullPath(settings.File)) ?? ".";
        Directory.CreateDirectory(folder);
        foreach (var type in TypeNames(settings))
        {
            var target = Path.Combine(folder, QuantizedName(settings.File, type));
            if (File.Exists(target) && !settings.Overwrite)
            {
                console.MarkupLineInterpolated($"{type,-8} kept {target} (--overwrite makes it again)");
                continue;
            }

            var child = new QuantizeChild(settings.File, target, type) { Threads = settings.Threads, AllowRequantize = settings.AllowRequantize };
            await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).AutoClear(true)
                .StartAsync(async progress =>
                {
                    var task = progress.AddTask(type);
                    await child.RunAsync(new ChildProgress(task), cancellationToken);
                });
            await PrintAsync(type, target, cancellationToken);
        }

        return 0;
    }

    /// <summary>minimath-f16.gguf becomes minimath-Q4_K_M.gguf: the source's own type gives way to the new one.</summary>
    internal static string QuantizedName(string source, string type)
    {
        var stem = Path.GetFileNameWithoutExtension(source);
        var dash = stem.LastIndexOf('-');
        var isType = dash > 0 && LlamaFileType.Find(stem[(dash + 1)..]) is not null;
        return $"{(isType ? stem[..dash] : stem)}-{type}.gguf";
    }

    private static string[] TypeNames(Settings settings) =>
        [.. settings.Types.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => t.ToUpperInvariant()).Distinct()];

    private async Task PrintAsync(string type, string target, CancellationToken cancellation)
    {
        var made = GgufModel.From(GgufFile.ReadHeader(target));
        await using var file = File.OpenRead(target);
        var hash = Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(file, cancellation));
        console.MarkupLineInterpolated($"{type,-8} {made.FileBytes,15:N0} bytes  {made.BitsPerWeight,6:0.00} bits/weight  sha256 {hash}  {target}");
    }

    private sealed class ChildProgress(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = 100 * value;
    }
}
