using System.ComponentModel;
using QuantGrpc.Endpoints;
using QuantGrpc.Endpoints.Health;
using QuantGrpc.Endpoints.Listening;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Service;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Hosting;
using QuantGrpc.Hosting.Draining;
using QuantGrpc.Hosting.Options;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>serve</c>: the evaluation service over gRPC, on the same code as the command line.</summary>
internal sealed class ServeCommand(IAnsiConsole console) : AsyncCommand<ServeCommand.Settings>
{
    internal sealed class Settings : ServerSettings
    {
        [CommandOption("--data <FOLDER>")]
        [Description("A folder of data sets that runs may name. Default: none; runs then bring their problems.")]
        public string? Data { get; init; }

        [CommandOption("--uploads <FOLDER>")]
        [Description("Where uploaded data sets are stored. Default: beside the store, named after it.")]
        public string? Uploads { get; init; }

        [CommandOption("--port <N>")]
        [Description("gRPC port, 0 for any free one. Default 50052.")]
        public int? Port { get; init; }

        [CommandOption("--listen <ADDRESS>")]
        [Description("ADDRESS or ADDRESS:PORT. Default: loopback.")]
        public string? Listen { get; init; }

        [CommandOption("--insecure-listen")]
        [Description("Allow clear text beyond loopback.")]
        public bool InsecureListen { get; init; }

        [CommandOption("--health-port <N>")]
        [Description("A port for grpc.health.v1 alone; off by default, 8083 in images.")]
        public int? HealthPort { get; init; }

        [CommandOption("--admin-port <N>")]
        [Description("A port for /metrics alone, over HTTP/1.1; off by default, 9091 in images.")]
        public int? AdminPort { get; init; }

        [CommandOption("--pre-drain <SECONDS>")]
        [Description("Time between \"not ready\" and the end of accepting, at shutdown. Default 5.")]
        public double? PreDrain { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Data is { } folder && !Directory.Exists(folder))
        {
            throw new StartException($"--data: there is no folder {folder}");
        }

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        if (settings.PreDrain is { } seconds)
        {
            builder.Configuration.AddInMemoryCollection([new("Drain:PreDrain", TimeSpan.FromSeconds(seconds).ToString())]);
        }

        builder.Configuration.AddCommandLine([.. context.Remaining.Raw]);
        var plan = ListenPlan.From(new ListenRequest
        {
            DefaultPort = 50052,
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
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        using var server = new InferenceClient(settings.Server, TimeProvider.System);
        Add(builder.Services, new RunRoom(server, store, TimeProvider.System) { JudgeKeyFile = settings.JudgeKeyFile }, new DatasetShelf(settings.Data, settings.Uploads ?? $"{settings.Store}.datasets"));
        await using var app = builder.Build();
        app.MapQuantGrpcEndpoints();
        app.MapGrpcService<EvaluationCalls>();
        await RunAsync(app, cancellationToken);
        return 0;
    }

    private static void Add(IServiceCollection services, RunRoom room, DatasetShelf shelf)
    {
        services.AddSingleton(room);
        services.AddSingleton(room.Time);
        services.AddSingleton(shelf);
        services.AddSingleton<RequestParser>();
        services.AddSingleton<RunHost>();
        services.AddHostedService(provider => provider.GetRequiredService<RunHost>());
        services.AddSingleton<RunViews>();
        services.AddSingleton<RunCalls>();
        services.AddSingleton<WatchCalls>();
        services.AddSingleton<ReportCalls>();
        services.AddSingleton<DatasetCalls>();
        services.AddSingleton<SolutionCalls>();
        services.AddSingleton<EvaluationCalls>();
    }

    private async Task RunAsync(WebApplication app, CancellationToken cancellation)
    {
        var bound = await app.StartListeningAsync(cancellation);
        await using var stop = cancellation.Register(app.Lifetime.StopApplication);
        app.Services.GetRequiredService<HealthBoard>().SetReady(true);
        console.MarkupLineInterpolated($"ready on http://{bound.Grpc}");
        await app.WaitForShutdownAsync(CancellationToken.None);
    }
}
