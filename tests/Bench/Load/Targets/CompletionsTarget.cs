using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Bench.Load.Targets;

/// <summary>An OpenAI-compatible server, by its completions of raw text.</summary>
internal sealed class CompletionsTarget : ILoadTarget
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Uri _url;
    private readonly string _model;
    private readonly JsonObject _extra;

    private CompletionsTarget(Uri url, string model, JsonObject extra)
    {
        _url = url;
        _model = model;
        _extra = extra;
    }

    /// <summary>Connects to a server and takes the first model of its list.</summary>
    /// <param name="address">With or without the protocol's "/v1".</param>
    /// <param name="extra">What a request says beside the protocol, as a server's own manual names it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<CompletionsTarget> ConnectAsync(string address, JsonObject extra, CancellationToken cancellation)
    {
        var url = new Uri(address.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal) ? $"{address.TrimEnd('/')}/" : $"{address.TrimEnd('/')}/v1/");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var models = await client.GetFromJsonAsync<JsonObject>(new Uri(url, "models"), cancellation);
        var model = models?["data"]?[0]?["id"]?.GetValue<string>() ?? throw new InvalidOperationException($"{url}models lists no model");
        return new CompletionsTarget(url, model, extra);
    }

    public async Task<StreamRecord> StreamAsync(StreamRequest request, double arrival, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_url, "completions")) { Content = JsonContent.Create(BodyOf(request)) };
        // Some servers close kept connections at moments that a client cannot foresee, and a generation is not sent twice.
        message.Headers.ConnectionClose = true;
        using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            var body = await response.Content.ReadAsStringAsync(cancellation);
            throw new HttpRequestException($"{_url}: {(int)response.StatusCode} {body}", inner: null, response.StatusCode);
        }

        await using var events = await response.Content.ReadAsStreamAsync(cancellation);
        return await ReadAsync(events, new TokenTimes(request, arrival), cancellation);
    }

    public void Dispose() => _client.Dispose();

    private static async Task<StreamRecord> ReadAsync(Stream events, TokenTimes times, CancellationToken cancellation)
    {
        int? prompt = null, generated = null;
        await foreach (var item in SseParser.Create(events).EnumerateAsync(cancellation))
        {
            if (item.Data == "[DONE]")
            {
                break;
            }

            var now = BenchClock.Now;
            var chunk = CompletionChunk.Parse(item.Data);
            prompt = chunk.PromptTokens ?? prompt;
            generated = chunk.GeneratedTokens ?? generated;
            times.Add(chunk.Text.Length > 0 ? 1 : 0, now);
        }

        return times.End(prompt ?? 0, generated);
    }

    private JsonObject BodyOf(StreamRequest request)
    {
        var body = new JsonObject
        {
            ["model"] = _model,
            ["prompt"] = request.Prompt,
            ["stream"] = true,
            ["stream_options"] = new JsonObject { ["include_usage"] = true },
            ["max_tokens"] = request.Tokens,
            ["ignore_eos"] = true,
            ["temperature"] = 0,
            ["seed"] = request.Seed,
        };
        if (request.Alternatives > 0)
        {
            body["logprobs"] = request.Alternatives;
        }

        foreach (var (name, value) in _extra)
        {
            body[name] = value?.DeepClone();
        }

        return body;
    }
}
