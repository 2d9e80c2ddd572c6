using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace QuantGrpc.Tests.Support;

/// <summary>A small server that speaks the chat completions protocol; each request gets the next scripted answer, the last one for ever.</summary>
internal sealed class ScriptedOpenAiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Queue<Func<HttpContext, Task>> _script;

    private ScriptedOpenAiServer(WebApplication app, IEnumerable<Func<HttpContext, Task>> script)
    {
        _app = app;
        _script = new Queue<Func<HttpContext, Task>>(script);
    }

    /// <summary>Base address of the protocol.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>As many more tries as the script has answers.</summary>
    public int Retries { get; private init; }

    /// <summary>What the list of models says.</summary>
    public string Models { get; set; } = """{"object": "list", "data": [{"id": "m", "object": "model", "created": 1, "root": "m-awq"}]}""";

    /// <summary>Bodies of the requests.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<ScriptedOpenAiServer> StartAsync(params Func<HttpContext, Task>[] script)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ScriptedOpenAiServer(app, script) { Retries = script.Length - 1 };
        app.MapPost("/v1/chat/completions", server.AnswerAsync);
        app.MapPost("/v1/completions", server.AnswerAsync);
        app.MapGet("/v1/models", context => Sends(server.Models, "application/json")(context));
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First();
        server.Address = new Uri($"{address}/v1");
        return server;
    }

    /// <summary>A whole completion.</summary>
    public static Func<HttpContext, Task> Says(string text, string finish = "stop") => context => context.Response.WriteAsJsonAsync(new
    {
        id = "1", @object = "chat.completion", created = 1, model = "m",
        choices = new[] { new { index = 0, finish_reason = finish, message = new { role = "assistant", content = text } } },
        usage = new { prompt_tokens = 100, completion_tokens = 20, total_tokens = 120 },
    });

    /// <summary>A completion in pieces, as chat or as raw text; token counts in an event of their own.</summary>
    public static Func<HttpContext, Task> Streams(string text, string? finish = "stop", string? fingerprint = null) => async context =>
    {
        context.Response.ContentType = "text/event-stream";
        var isChat = context.Request.Path.Value?.Contains("chat", StringComparison.Ordinal) == true;
        foreach (var piece in text.Chunk(7).Select(characters => new string(characters)))
        {
            await SendAsync(isChat ? new { delta = new { content = piece }, finish_reason = (string?)null } : new { text = piece, finish_reason = (string?)null });
        }

        if (finish is not null)
        {
            await SendAsync(isChat ? new { delta = new { }, finish_reason = finish } : new { text = "", finish_reason = finish });
            await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(new { choices = Array.Empty<object>(), usage = new { prompt_tokens = 9, completion_tokens = 5 } })}\n\n");
            await context.Response.WriteAsync("data: [DONE]\n\n");
        }

        Task SendAsync(object choice) =>
            context.Response.WriteAsync($"data: {JsonSerializer.Serialize(new { choices = new[] { choice }, system_fingerprint = fingerprint })}\n\n");
    };

    /// <summary>A status with an error body.</summary>
    public static Func<HttpContext, Task> Fails(int status, string message = "no") => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = "0";
        return context.Response.WriteAsJsonAsync(new { error = new { message, type = "error" } });
    };

    /// <summary>A body that is no completion.</summary>
    public static Func<HttpContext, Task> Sends(string body, string type) => context =>
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    };

    /// <summary>A connection that breaks.</summary>
    public static Task Drops(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>No answer until the caller gives up.</summary>
    public static Task Hangs(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        JsonDocument.Parse(body).RootElement.GetProperty("model").GetString().ShouldBe("m");
        context.Items["body"] = body;
        Func<HttpContext, Task> answer;
        lock (_script)
        {
            Requests.Add(body);
            answer = _script.Count > 1 ? _script.Dequeue() : _script.Peek();
        }

        await answer(context);
    }
}
