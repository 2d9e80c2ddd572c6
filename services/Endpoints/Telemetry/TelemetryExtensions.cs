using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using QuantGrpc.Endpoints.Listening;

namespace QuantGrpc.Endpoints.Telemetry;

/// <summary>
/// Metrics on the admin port, metrics and traces to a collector where OpenTelemetry's own variable names one. Where neither is asked for,
/// nothing listens to meters and sources, and they cost next to nothing.
/// </summary>
internal static class TelemetryExtensions
{
    internal const string MetricsPath = "/metrics";

    // Meters and sources of ours are named after their assemblies.
    private const string Ours = "QuantGrpc.*";

    // The standard variable; the exporter reads it, and its relatives, from the same configuration.
    private const string CollectorKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    internal static void AddTelemetry(this WebApplicationBuilder builder, ListenPlan plan)
    {
        builder.Services.AddSingleton<RpcMetrics>();
        var collects = !string.IsNullOrEmpty(builder.Configuration[CollectorKey]);
        if (plan.Admin is null && !collects)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, builder.Environment.ApplicationName))
            .WithMetrics(metrics => Add(metrics, plan, collects));
        if (collects)
        {
            telemetry.WithTracing(traces => traces.AddSource(Ours).AddAspNetCoreInstrumentation().AddOtlpExporter());
        }
    }

    /// <summary>Takes what comes in on the admin port: metrics answer there and nowhere else, nothing else answers there.</summary>
    internal static void UseAdminPort(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ListenPlan>().Admin is null)
        {
            return;
        }

        var bound = app.Services.GetRequiredService<BoundEndpoints>();

        // The port is the connection's, since the Host header is the caller's.
        app.MapWhen(context => context.Connection.LocalPort == bound.Admin?.Port, admin => admin
            .Use(Unmeasured)
            .UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path.Value == MetricsPath && HttpMethods.IsGet(context.Request.Method)));
    }

    // A scrape is no request that anybody waits for.
    private static Task Unmeasured(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } tags)
        {
            tags.MetricsDisabled = true;
        }

        return next(context);
    }

    private static void Add(MeterProviderBuilder metrics, ListenPlan plan, bool collects)
    {
        metrics.AddMeter(Ours, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddRuntimeInstrumentation()
            .AddProcessInstrumentation();
        if (plan.Admin is not null)
        {
            metrics.AddPrometheusExporter(options => options.ScopeInfoEnabled = false);
        }

        if (collects)
        {
            metrics.AddOtlpExporter();
        }
    }

    // Last: what OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say wins.
    private static void Describe(ResourceBuilder resource, string service)
    {
        var version = Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3);
        resource.Clear().AddService(service, serviceVersion: version).AddTelemetrySdk().AddEnvironmentVariableDetector();
    }
}
