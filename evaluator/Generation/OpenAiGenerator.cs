using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenAI;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>
/// A model behind an OpenAI-compatible endpoint as a source of solutions: text in pieces, and token counts where it states them. It says
/// nothing of token ids and logprobs.
/// </summary>
internal sealed class OpenAiGenerator : IGenerator
{
    private readonly EndpointAddress _endpoint;
    private readonly OpenAIClient _client;
    private readonly EndpointStatement _statement;
    private readonly bool _plain;
    private readonly TimeProvider _time;

    public OpenAiGenerator(EndpointAddress endpoint, EndpointTerms terms, TimeProvider time)
    {
        _endpoint = endpoint;
        _client = OpenAiConnection.Open(endpoint.Url, terms.Key, terms.Patience);
        _statement = new EndpointStatement(endpoint, terms.Note);
        _plain = terms.Plain;
        _time = time;
    }

    public string Address => _endpoint.ToString();

    /// <summary>From the list of models and one token of a completion.</summary>
    public async Task<string?> FingerprintAsync(string variant, CancellationToken cancellation)
    {
        var probe = new GenerationRequest
        {
            Variant = variant, Chat = _plain ? [] : [new ChatTurn("user", "1")], Prompt = _plain ? "1" : null, MaxTokens = 1,
        };
        try
        {
            _statement.Read(await ModelsAsync(cancellation));
            var started = await GenerateAsync(probe, cancellation).OfType<GenerationStarted>().FirstAsync(cancellation);
            return started.Fingerprint;
        }
        catch (GenerationFailedException fault) when (fault.Fault is GenerationFault.Unavailable or GenerationFault.Cut)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!_statement.IsKnown)
        {
            _statement.Read(await ModelsAsync(cancellation));
        }

        var reading = new CompletionReading(_time);
        using var response = await SendAsync(CompletionBody.PathOf(request), CompletionBody.Of(request, _endpoint.Model), cancellation);
        await using var events = SseParser.Create(response.ContentStream ?? Stream.Null).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(events, cancellation) is { } chunk)
        {
            if (reading.IsFirst(chunk))
            {
                yield return new GenerationStarted
                {
                    Variant = request.Variant,
                    Fingerprint = _statement.Fingerprint(chunk.SystemFingerprint),
                    WeightsSha256 = "",
                    PromptTokens = 0,
                    Seed = request.Seed ?? 0,
                };
            }

            if (chunk.Text.Length > 0)
            {
                yield return new TextGenerated(chunk.Text);
            }
        }

        yield return reading.End() ?? throw new GenerationFailedException(GenerationFault.Cut, $"{Address}: the stream ended without a reason");
    }

    private async Task<string?> ModelsAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await SendAsync("models", body: null, cancellation);
            return response.Content.ToString();
        }
        catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.Refused && fault.InnerException is EndpointRefusal { Status: 404 or 405 or 501 })
        {
            return null; // an endpoint without a list states less
        }
    }

    // Null at the end of the stream.
    private async Task<CompletionChunk?> NextAsync(IAsyncEnumerator<SseItem<string>> events, CancellationToken cancellation)
    {
        try
        {
            return await events.MoveNextAsync() && events.Current.Data != "[DONE]" ? CompletionChunk.Parse(events.Current.Data) : null;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && OpenAiConnection.IsFault(fault))
        {
            throw new GenerationFailedException(GenerationFault.Cut, $"{Address}: {OpenAiConnection.FirstLine(fault.Message)}", fault);
        }
    }

    private async Task<PipelineResponse> SendAsync(string path, JsonObject? body, CancellationToken cancellation)
    {
        using var message = _client.Pipeline.CreateMessage();
        message.Request.Method = body is null ? "GET" : "POST";
        message.Request.Uri = new Uri($"{_endpoint.Url.AbsoluteUri.TrimEnd('/')}/{path}");
        message.BufferResponse = body is null;
        if (body is not null)
        {
            message.Request.Headers.Set("Content-Type", "application/json");
            message.Request.Content = BinaryContent.Create(BinaryData.FromString(body.ToJsonString()));
        }

        message.Apply(new RequestOptions { CancellationToken = cancellation });
        try
        {
            await _client.Pipeline.SendAsync(message);
            var response = message.ExtractResponse() ?? throw new IOException("no response came");
            return response.IsError ? throw await EndpointRefusal.OfAsync(response, Address, cancellation) : response;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && OpenAiConnection.IsFault(fault))
        {
            throw new GenerationFailedException(
                GenerationFault.Unavailable, $"{Address} cannot be reached: {OpenAiConnection.FirstLine(fault.Message)}", fault);
        }
    }
}
