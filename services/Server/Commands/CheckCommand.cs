using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using QuantGrpc.Llama.Interop;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Server.Commands;

/// <summary><c>check</c>: whether this machine computes right, and how fast, in a minute.</summary>
internal sealed class CheckCommand(IAnsiConsole console) : Command<CheckCommand.Settings>
{
    // Kernels of different devices add in different orders; far above this, one of them is wrong.
    private const double MostDivergence = 1e-3;

    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--model <FILE>")]
        [Description("The GGUF file to decode. Default: the embedded MiniMATH.")]
        public string Model { get; init; } = EmbeddedModel.Path;

        [CommandOption("--allow-cpu")]
        [Description("Accept a build for CUDA that runs on the CPU.")]
        public bool AllowCpu { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var logging = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Warning).AddConsole());
        var backend = LlamaBackend.Load(logging.CreateLogger("llama.cpp"));
        console.MarkupLineInterpolated($"native library  {backend}");
        CudaGuard.Check(backend, settings.AllowCpu);
        var devices = LlamaBackend.Devices();
        foreach (var device in devices)
        {
            console.MarkupLineInterpolated(
                $"device          {device.Name}: {device.Description}, {device.FreeBytes / 1e9:0.0} of {device.TotalBytes / 1e9:0.0} GB free");
        }

        console.MarkupLineInterpolated($"model           {settings.Model}");
        var cpu = DeviceProbe.Run(settings.Model, devices.Single(d => d.Kind == DeviceKind.Cpu), cancellationToken);
        console.MarkupLineInterpolated($"CPU             {cpu.TokensPerSecond:N0} tokens/s, 8 sequences together");
        var wrong = 0;
        foreach (var device in devices.Where(d => d.Kind == DeviceKind.Gpu))
        {
            var probe = DeviceProbe.Run(settings.Model, device, cancellationToken);
            var divergence = cpu.MeanDivergence(probe);
            var right = divergence < MostDivergence;
            wrong += right ? 0 : 1;
            console.MarkupLineInterpolated(
                $"{device.Name,-15} {probe.TokensPerSecond:N0} tokens/s; mean KL from the CPU {divergence:0.0e+0} nats: {(right ? "right" : $"WRONG, must be below {MostDivergence}")}");
        }

        return wrong == 0 ? 0 : 1;
    }
}
