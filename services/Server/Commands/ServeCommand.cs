using System.ComponentModel;
using System.Globalization;
using QuantGrpc.Endpoints;
using QuantGrpc.Endpoints.Listening;
using QuantGrpc.Hosting.Draining;
using QuantGrpc.Hosting.Options;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Server.Variants;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Server.Commands;

/// <summary><c>serve</c>: loads the variants of folders and configuration and serves them over gRPC.</summary>
internal sealed class ServeCommand(IAnsiConsole console) : AsyncCommand<ServeCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--models <PATH>")]
        [Description("A folder of GGUF files, or one file; may be given again. Default: the embedded MiniMATH.")]
        public string[] Models { get; init; } = [];

        [CommandOption("--port <N>")]
        [Description("gRPC port, 0 for any free one. Default 50051.")]
        public int? Port { get; init; }

        [CommandOption("--listen <ADDRESS>")]
        [Description("ADDRESS or ADDRESS:PORT. Default: loopback.")]
        public string? Listen { get; init; }

        [CommandOption("--insecure-listen")]
        [Description("Allow clear text beyond loopback.")]
        public bool InsecureListen { get; init; }

        [CommandOption("--health-port <N>")]
        [Description("A port for grpc.health.v1 alone; off by default, 8081 in images.")]
        public int? HealthPort { get; init; }

        [CommandOption("--admin-port <N>")]
        [Description("A port for /metrics alone, over HTTP/1.1; off by default, 9090 in images.")]
        public int? AdminPort { get; init; }

        [CommandOption("--context <N>")]
        [Description("Tokens that one sequence may hold. Default: the trained context, at most 4096.")]
        public int? Context { get; init; }

        [CommandOption("--sequences <N>")]
        [Description("Sequences that decode together. Default 16, fewer where memory is short.")]
        public int? Sequences { get; init; }

        [CommandOption("--threads <N>")]
        [Description("CPU threads that decode; variants that work at once share them. Default: the number of cores.")]
        public int? Threads { get; init; }

        [CommandOption("--gpu-layers <N>")]
        [Description("Layers to offload: a number, or auto. Default auto: all where a device has room for them.")]
        public string? GpuLayers { get; init; }

        [CommandOption("--chat-template <NAME>")]
        [Description("A template by name (chatml, gemma, llama3, ...) in place of the files' own.")]
        public string? ChatTemplate { get; init; }

        [CommandOption("--queue <N>")]
        [Description("Most requests that may wait for one variant. Default 64.")]
        public int? Queue { get; init; }

        [CommandOption("--pre-drain <SECONDS>")]
        [Description("Time between \"not ready\" and the end of accepting, at shutdown. Default 5.")]
        public double? PreDrain { get; init; }

        [CommandOption("--allow-admin")]
        [Description("Allow the calls that change what is resident: LoadVariant and UnloadVariant.")]
        public bool AllowAdmin { get; init; }

        [CommandOption("--allow-cpu")]
        [Description("Let a build for CUDA run on the CPU where no CUDA library can be loaded.")]
        public bool AllowCpu { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(FromOptions(settings));
        builder.Configuration.AddCommandLine([.. context.Remaining.Raw]);
        var plan = ListenPlan.From(new ListenRequest
        {
            DefaultPort = 50051,
            Port = settings.Port,
            Listen = settings.Listen,
            InsecureListen = settings.InsecureListen,
            HealthPort = settings.HealthPort,
            AdminPort = settings.AdminPort,
        });
        builder.AddQuantGrpcEndpoints(
            plan,
            OptionsBinder.Bind<EndpointLimits>(builder.Configuration, "Limits"),
            OptionsBinder.Bind<DrainOptions>(builder.Configuration, "Drain"));
        using var logging = LoggerFactory.Create(log => log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole());
        var backend = LlamaBackend.Load(logging.CreateLogger("llama.cpp"));
        console.MarkupLineInterpolated($"{backend}");
        CudaGuard.Check(backend, settings.AllowCpu);
        var models = OptionsBinder.Bind<ModelsOptions>(builder.Configuration, "Models");
        models = models.Paths.Count + models.Variants.Count > 0 ? models : models with { Paths = [EmbeddedModel.Folder] };
        var specs = new SpecPlanner(backend, models.Defaults);
        var registry = new RegistryBuilder(specs, LlamaBackend.Devices(), console.WriteLine).Build(models);
        builder.Services.AddInferenceServer(registry, AdapterCatalog.Find(models), specs, OptionsBinder.Bind<AdminOptions>(builder.Configuration, "Admin"));

        await using var app = builder.Build();
        app.MapInferenceServer();
        return await RunAsync(app, cancellationToken);
    }

    private async Task<int> RunAsync(WebApplication app, CancellationToken cancellation)
    {
        var bound = await app.StartListeningAsync(cancellation);
        using var stop = cancellation.Register(app.Lifetime.StopApplication);
        await app.Services.GetRequiredService<VariantReadiness>().Settled.WaitAsync(app.Lifetime.ApplicationStopping)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var registry = app.Services.GetRequiredService<VariantRegistry>();
        console.MarkupLineInterpolated(
            $"ready on http://{bound.Grpc}, {registry.All.Count(v => v.Status.Stage == VariantStage.Ready)} of {registry.All.Count} variants");
        await app.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }

    // Options are configuration too: each stands for a key that appsettings.json and the environment may also set.
    private static IEnumerable<KeyValuePair<string, string?>> FromOptions(Settings settings)
    {
        for (var i = 0; i < settings.Models.Length; i++)
        {
            yield return new($"Models:Paths:{i}", settings.Models[i]);
        }

        (string Key, object? Value)[] pairs =
        [
            ("Models:Defaults:Context", settings.Context),
            ("Models:Defaults:Sequences", settings.Sequences),
            ("Models:Defaults:Threads", settings.Threads),
            ("Models:Defaults:GpuLayers", settings.GpuLayers),
            ("Models:Defaults:ChatTemplate", settings.ChatTemplate),
            ("Models:Queue", settings.Queue),
            ("Admin:Allow", settings.AllowAdmin ? true : null),
            ("Drain:PreDrain", settings.PreDrain is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
        ];
        foreach (var (key, value) in pairs)
        {
            if (value is not null)
            {
                yield return new(key, Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        }
    }
}
