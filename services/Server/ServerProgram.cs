using QuantGrpc.Hosting;
using QuantGrpc.Hosting.Draining;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Server;

/// <summary>Entry of <c>quantgrpc-server</c>.</summary>
internal static class ServerProgram
{
    internal static async Task<int> Main(string[] args)
    {
        using var signals = new StopSignals();
        return await App().RunAsync(args, signals.Token);
    }

    private static CommandApp App()
    {
        var app = new CommandApp();
        app.Configure(commands =>
        {
            commands.SetApplicationName("quantgrpc-server");
            commands.SetExceptionHandler((exception, _) => Report(exception));
            commands.AddCommand<ServeCommand>("serve")
                .WithDescription("Serve every variant of folders of GGUF files over gRPC.")
                .WithExample("serve", "--models", "models", "--port", "50051");
            commands.AddCommand<QuantizeCommand>("quantize")
                .WithDescription("Make quantized variants of a GGUF file.")
                .WithExample("quantize", "llama-3-8b-f16.gguf", "--types", "Q8_0,Q4_K_M,Q2_K", "--out", "models");
            commands.AddCommand<QuantizeOneCommand>("quantize-one").IsHidden();
            commands.AddCommand<ProbeOneCommand>(Variants.WeightsProbe.Command).IsHidden();
            commands.AddCommand<CheckCommand>("check")
                .WithDescription("Check native library and devices: decode a model on each and compare with the CPU.");
        });
        return app;
    }

    private static int Report(Exception exception)
    {
        switch (exception)
        {
            case OperationCanceledException:
                AnsiConsole.MarkupLine("[yellow]stopped[/]");
                return 130;
            case StartException start:
                AnsiConsole.MarkupLineInterpolated($"[red]error:[/] {start.Message}");
                return StartException.ExitCode;
            case CommandAppException or GgufFormatException or ModelLoadException or NativeLibraryException or QuantizeFailedException or IOException
                or UnauthorizedAccessException:
                AnsiConsole.MarkupLineInterpolated($"[red]error:[/] {exception.Message}");
                return 1;
            default:
                AnsiConsole.WriteException(exception);
                return 2;
        }
    }
}
