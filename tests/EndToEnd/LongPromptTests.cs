using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>A long prompt is read in parts beside streams that run.</summary>
[Collection(MiniMathServer.Name)]
public sealed class LongPromptTests(MiniMathServer server)
{
    // 900 tokens in parts of 128 are eight steps, and a stream that runs has a token in each of them.
    private const int Tokens = 900;
    private const int FewestBetween = 4;

    [Fact]
    public async Task A_stream_goes_on_while_a_prompt_of_900_tokens_is_read()
    {
        var running = new Reading();
        var stream = ReadAsync(Request([5, 6, 7], most: 1000), running);
        await running.Began.Task;
        var before = running.Tokens;
        var prompt = new Reading();

        await ReadAsync(Request(Enumerable.Range(0, Tokens).Select(i => 100 + (uint)(i % 400)), most: 1), prompt);

        (running.Tokens - before).ShouldBeGreaterThanOrEqualTo(FewestBetween);
        await stream;
    }

    private static GenerateRequest Request(IEnumerable<uint> prompt, uint most) => new()
    {
        Variant = "f16", Tokens = new TokenInput { Ids = { prompt } }, Sampling = new Sampling { MinTokens = most, MaxTokens = most },
    };

    private async Task ReadAsync(GenerateRequest request, Reading reading)
    {
        using var call = server.Client.Generate(request);
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            reading.Add(response.Events.Count(e => e.EventCase == GenerateEvent.EventOneofCase.Token));
        }
    }

    private sealed class Reading
    {
        private int _tokens;

        public int Tokens => Volatile.Read(ref _tokens);

        public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Add(int tokens)
        {
            if (Interlocked.Add(ref _tokens, tokens) > 0)
            {
                Began.TrySetResult();
            }
        }
    }
}
