using System.ComponentModel;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Calls;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Variants;
using Spectre.Console.Cli;

namespace QuantGrpc.Server.Commands;

internal sealed class ServeCommand : AsyncCommand<ServeCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--models <FOLDER>")]
        public string[] Models { get; init; } = [];

        [CommandOption("--port <N>")]
        [DefaultValue(50051)]
        public int Port { get; init; }

        [CommandOption("--pre-drain <S>")]
        public int PreDrain { get; init; }

        [CommandOption("--queue <N>")]
        [DefaultValue(64)]
        public int Queue { get; init; }

        [CommandOption("--sequences <N>")]
        [DefaultValue(16)]
        public int Sequences { get; init; }

        [CommandOption("--context <N>")]
        [DefaultValue(1024)]
        public int Context { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, settings.Port, o => o.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(s => LlamaBackend.Load(s.GetRequiredService<ILoggerFactory>().CreateLogger("llama.cpp")));
        builder.Services.AddSingleton(new VariantRegistry([.. Specs(settings).Select(s => new ServedVariant(s, settings.Queue))], settings.Queue));
        builder.Services.AddSingleton<VariantReadiness>();
        builder.Services.AddSingleton<DecodeLoop>();
        builder.Services.AddSingleton<VariantFinder>();
        builder.Services.AddSingleton<ServerInfoCall>();
        builder.Services.AddSingleton<TextCalls>();
        builder.Services.AddSingleton<GenerateCall>();
        builder.Services.AddHostedService<VariantLoader>();
        await using var app = builder.Build();
        app.Services.GetRequiredService<LlamaBackendInfo>();
        app.MapGrpcService<InferenceCalls>();
        foreach (var v in app.Services.GetRequiredService<VariantRegistry>().All) v.Identify(new VariantIdentity(new string('0', 64), new string('0', 64)));
        await app.StartAsync(cancellationToken);
        await app.Services.GetRequiredService<VariantReadiness>().Settled;
        Console.WriteLine($"ready on {app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static IEnumerable<VariantSpec> Specs(Settings settings)
    {
        foreach (var file in settings.Models.SelectMany(m => Directory.Exists(m) ? Directory.GetFiles(m, "*.gguf") : [m]))
        {
            var model = GgufModel.From(GgufFile.ReadHeader(file));
            yield return new VariantSpec
            {
                Id = Path.GetFileNameWithoutExtension(file), Files = [file], Model = model, CacheTypeK = "f16", CacheTypeV = "f16", Wakv = "W",
                Context = settings.Context, Memory = new MemoryUse(0, 0, 0),
                ContextSettings = new ContextSettings { Cells = settings.Context * settings.Sequences, Sequences = settings.Sequences, Threads = Environment.ProcessorCount },
            };
        }
    }
}
