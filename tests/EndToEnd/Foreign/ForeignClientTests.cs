using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd.Foreign;

/// <summary>Clients of other languages against the real server.</summary>
[Collection(MiniMathServer.Name)]
public sealed class ForeignClientTests(MiniMathServer server)
{
    private const string Problem = "Evaluate $14 - 5 \\cdot 2$.";
    private static readonly string Node = Repository.PathOf("tests", "EndToEnd", "Foreign", "node");

    [Fact]
    public async Task Python_lists_variants_and_streams_tokens()
    {
        var python = Tool.Require("/usr/bin/python3");
        var protoc = Tool.Require("protoc");
        var plugin = Tool.Require("grpc_python_plugin");
        var stubs = Directory.CreateTempSubdirectory("quantgrpc-stubs-");
        var protos = Repository.PathOf("protos");
        await Tool.RunAsync(protoc,
        [
            $"-I{protos}", $"--python_out={stubs.FullName}", $"--grpc_out={stubs.FullName}", $"--plugin=protoc-gen-grpc={plugin}",
            .. Directory.EnumerateFiles(Path.Combine(protos, "quantgrpc", "inference", "v1"), "*.proto"),
        ]);

        var output = await Tool.RunAsync(
            python,
            [Repository.PathOf("tests", "EndToEnd", "Foreign", "list_and_stream.py"), Target, "f16", Problem],
            new Dictionary<string, string> { ["PYTHONPATH"] = stubs.FullName });

        await CheckAsync(output);
        stubs.Delete(recursive: true);
    }

    [Fact]
    public async Task Node_lists_variants_and_streams_tokens()
    {
        var node = Tool.Require("node");
        Tool.Require(Path.Combine(Node, "node_modules", "@grpc", "grpc-js", "package.json"));

        await CheckAsync(await Tool.RunAsync(node, [Path.Combine(Node, "list_and_stream.js"), Repository.PathOf("protos"), Target, "f16", Problem]));
    }

    [Fact]
    public async Task Buf_lists_variants_and_generates_through_reflection()
    {
        var buf = Tool.Require(Path.Combine(Node, "node_modules", ".bin", "buf"));
        string[] curl = ["curl", "--protocol", "grpc", "--http2-prior-knowledge"];

        var list = await Tool.RunAsync(buf, [.. curl, $"{server.Address}/quantgrpc.inference.v1.InferenceService/ListVariants"]);
        var stream = await Tool.RunAsync(buf,
        [
            .. curl, "-d", """{"variant": "Q2_K", "prompt": "1 + 1 =", "sampling": {"maxTokens": 4}}""",
            $"{server.Address}/quantgrpc.inference.v1.InferenceService/Generate",
        ]);

        list.ShouldContain("minimath-f16-kv-q4_0");
        stream.ShouldContain("generatedTokens");
    }

    [Fact]
    public async Task The_contract_passes_bufs_lint()
    {
        var buf = Tool.Require(Path.Combine(Node, "node_modules", ".bin", "buf"));

        (await Tool.RunAsync(buf, ["lint", Repository.PathOf("protos")])).ShouldBe("");
    }

    private string Target => new Uri(server.Address).Authority;

    private async Task CheckAsync(string output)
    {
        var solution = MiniMathServer.TextOf(await server.EventsAsync(MiniMathServer.Solve("f16", Problem)));
        output.ShouldContain("minimath-Q2_K\tW2/A8/KV16");
        output.ShouldContain(solution);
        output.ShouldContain("STOP_REASON_END_OF_TEXT");
    }
}
