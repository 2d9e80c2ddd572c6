using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd.Foreign;

/// <summary>The sample clients of other languages against the real server: what they print is what the C# client gets.</summary>
[Collection(MiniMathServer.Name)]
public sealed class ForeignClientTests(MiniMathServer server)
{
    private const string Problem = "Evaluate $14 - 5 \\cdot 2$.";

    [Fact]
    public async Task Python_lists_the_variants_and_streams_tokens()
    {
        var python = await Tool.RequirePythonAsync("grpc", "google.protobuf");
        var stubs = Directory.CreateTempSubdirectory("quantgrpc-stubs-");
        try
        {
            await MakePythonStubsAsync(stubs.FullName);
            var output = await Tool.RunAsync(
                python, [Repository.PathOf("tests", "EndToEnd", "Foreign", "list_and_stream.py"), Target, "f16", Problem],
                new Dictionary<string, string> { ["PYTHONPATH"] = stubs.FullName });

            await ShouldShowWhatOursGetsAsync(output);
        }
        finally
        {
            stubs.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Node_lists_the_variants_and_streams_tokens()
    {
        var output = await Tool.RunAsync(NodeClient().Program, [NodeClient().Script, Target, "f16", Problem]);

        await ShouldShowWhatOursGetsAsync(output);
    }

    [Fact]
    public async Task Node_shows_the_status_of_a_refused_call()
    {
        await using var client = ChildProgram.Start(NodeClient().Program, [NodeClient().Script, Target, "nope", Problem]);

        (await client.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);
        client.Output.ShouldContain("NOT_FOUND: there is no variant 'nope'");
    }

    private string Target => new Uri(server.Address).Authority;

    private static NodeProgram NodeClient()
    {
        var node = Tool.Require("node");
        if (!Directory.Exists(Path.Combine(Tool.NodeFolder, "node_modules", "@grpc", "grpc-js")))
        {
            Tool.Missing("npm's @grpc/grpc-js");
        }

        return new NodeProgram(node, Path.Combine(Tool.NodeFolder, "list_and_stream.js"));
    }

    private static async Task MakePythonStubsAsync(string folder)
    {
        var protos = Repository.PathOf("protos");
        await Tool.RunAsync(
            Tool.Require("protoc"),
            [
                "-I", protos, $"--python_out={folder}", $"--grpc_python_out={folder}",
                $"--plugin=protoc-gen-grpc_python={Tool.Require("grpc_python_plugin")}",
                .. Directory.GetFiles(Path.Combine(protos, "quantgrpc", "inference", "v1"), "*.proto"),
            ]);
    }

    private async Task ShouldShowWhatOursGetsAsync(string output)
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Inspection = new Inspection { Logprob = true, Rank = true };
        var events = await server.EventsAsync(request);
        var tokens = events.Where(e => e.EventCase == GenerateEvent.EventOneofCase.Token).Select(e => e.Token).ToList();
        var lines = output.Split('\n');

        lines.Take(3).Select(line => line.Split('\t')[0]).ShouldBe(["minimath-Q2_K", "minimath-f16", "minimath-f16-kv-q4_0"]);
        lines[0].ShouldBe("minimath-Q2_K\tW2/A8/KV16\t3.05 bits a weight\tREADY");
        lines.Select(line => line.Split('\t')).Where(columns => columns[^1].StartsWith("rank ", StringComparison.Ordinal))
            .Select(columns => columns[^1]).ShouldBe(tokens.Select(token => $"rank {token.Rank}"));
        output.ShouldContain($"\" Multiply\"\tlogprob {tokens[4].Logprob:F4}\trank 1");
        output.ShouldEndWith($"STOP_REASON_END_OF_TEXT, {tokens.Count} tokens\n\n{MiniMathServer.TextOf(events)}\n");
    }

    private sealed record NodeProgram(string Program, string Script);
}
