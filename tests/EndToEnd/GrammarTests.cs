using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Grammars and JSON Schemas on the real server.</summary>
[Collection(MiniMathServer.Name)]
public sealed partial class GrammarTests(MiniMathServer server)
{
    private const string Problem = "Evaluate $14 - 5 \\cdot 2$.";

    [Theory]
    [InlineData(0f)]
    [InlineData(2f)]
    public async Task The_output_is_what_the_grammar_says_and_ends_when_it_is_complete(float temperature)
    {
        var events = await GenerateAsync(sampling =>
        {
            sampling.Grammar = "root ::= \"The answer is $\\\\boxed{\" [0-9]{1,3} \"}$.\"";
            sampling.Temperature = temperature;
        });

        events[^1].Finished.Reason.ShouldBe(StopReason.GrammarComplete);
        events[0].Started.Sampling.Grammar.ShouldStartWith("root ::= ");
        Boxed().IsMatch(MiniMathServer.TextOf(events)).ShouldBeTrue(MiniMathServer.TextOf(events));
    }

    [Fact]
    public async Task A_grammar_that_what_would_be_written_fits_changes_nothing()
    {
        var free = MiniMathServer.TextOf(await GenerateAsync(_ => { }));

        var bound = await GenerateAsync(sampling => sampling.Grammar = "root ::= line+\nline ::= [^\\n]+ \"\\n\"?");

        MiniMathServer.TextOf(bound).ShouldBe(free);
        bound[^1].Finished.Reason.ShouldBe(StopReason.EndOfText);
    }

    [Fact]
    public async Task An_output_by_schema_is_JSON_of_that_schema()
    {
        const string schema = """
            {"type":"object","properties":{"step":{"type":"integer","minimum":1,"maximum":9},
             "type":{"enum":["arithmetic","logic","Ä \"quoted\""]},"notes":{"type":"array","items":{"type":"boolean"},"maxItems":3}},
             "required":["step","type"],"additionalProperties":false}
            """;
        for (var seed = 1UL; seed <= 5; seed++)
        {
            var events = await GenerateAsync(sampling =>
            {
                sampling.JsonSchema = schema;
                sampling.Temperature = 3;
                sampling.Seed = seed;
            });

            using var json = JsonDocument.Parse(MiniMathServer.TextOf(events));
            json.RootElement.GetProperty("step").GetInt32().ShouldBeInRange(1, 9);
            json.RootElement.GetProperty("type").GetString().ShouldBeOneOf("arithmetic", "logic", "Ä \"quoted\"");
        }
    }

    [Fact]
    public async Task Samples_and_a_prefix_of_own_output_follow_the_grammar_too()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Prefix = new AssistantPrefix { Text = "ab", OwnOutput = true };
        request.Samples = 3;
        request.Sampling = new Sampling { MaxTokens = 40, Temperature = 3, Seed = 4, Grammar = "root ::= \"ab\" [0-9]{4} \"!\"" };

        var events = await server.EventsAsync(request);

        foreach (var sample in Enumerable.Range(0, 3))
        {
            var text = MiniMathServer.TextOf(events.Where(e => e.Token?.Sample == sample || e.Finished?.Sample == sample));
            text.Length.ShouldBe(5);
            text[..4].ShouldAllBe(c => char.IsAsciiDigit(c));
        }
    }

    [Theory]
    [InlineData("root ::= (", "sampling.grammar")]
    [InlineData("root ::= missing", "sampling.grammar")]
    [InlineData("root ::= root \"a\"", "sampling.grammar")]
    [InlineData("root ::= \"a\"{1000000}{1000000}", "sampling.grammar")]
    [InlineData("root ::= \"x\"", "prefix")]
    public async Task A_grammar_that_cannot_be_is_refused_at_once_and_the_server_goes_on(string grammar, string field)
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling.Grammar = grammar;
        request.Prefix = new AssistantPrefix { Text = "ab", OwnOutput = true };
        var start = Stopwatch.GetTimestamp();

        var fault = await Should.ThrowAsync<RpcException>(server.EventsAsync(request));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldStartWith($"{field} ");
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(5)); // a loaded machine; the room's tests bound the work
    }

    [Theory]
    [InlineData("{\"type\":\"object\",\"propertyNames\":{}}", "propertyNames")]
    [InlineData("{\"$ref\":\"http://example.org/x\"}", "$ref")]
    [InlineData("{", "")]
    public async Task A_schema_that_is_not_supported_is_refused_by_keyword(string schema, string says)
    {
        var fault = await Should.ThrowAsync<RpcException>(GenerateAsync(sampling => sampling.JsonSchema = schema));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldStartWith("sampling.json_schema ");
        fault.Status.Detail.ShouldContain(says);
    }

    [GeneratedRegex(@"^The answer is \$\\boxed\{[0-9]{1,3}\}\$\.$")]
    private static partial Regex Boxed();

    private Task<List<GenerateEvent>> GenerateAsync(Action<Sampling> change)
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling.MaxTokens = 200;
        change(request.Sampling);
        return server.EventsAsync(request);
    }
}
