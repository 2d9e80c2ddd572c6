using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd.Foreign;

/// <summary>buf over the contract, and against the real server through reflection.</summary>
[Collection(MiniMathServer.Name)]
public sealed class ProtoLintTests(MiniMathServer server)
{
    [Fact]
    public async Task The_protos_pass_bufs_lint()
    {
        (await Tool.RunAsync(Tool.RequireNpm("buf"), ["lint", Repository.PathOf("protos")])).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_manuals_calls_through_buf_work_on_the_real_server()
    {
        var output = await RunAsync(await BlockAfterAsync("## buf"));

        output.ShouldContain("quantgrpc.inference.v1.InferenceService");
        output.ShouldContain("\"id\": \"minimath-f16-kv-q4_0\"");
        output.ShouldContain("\"text\": \" Multiply\"");
        output.ShouldContain("\"reason\": \"STOP_REASON_END_OF_TEXT\"");
        output.ShouldContain("\"status\": \"SERVING\"");
    }

    // The page as a reader sees it, against this server's port.
    private static async Task<string> BlockAfterAsync(string heading)
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "clients.md"));
        var section = page[page.IndexOf(heading + "\n", StringComparison.Ordinal)..];
        return section.Split("```")[1]["sh\n".Length..];
    }

    private Task<string> RunAsync(string script) => Tool.RunAsync(
        "bash", ["-euc", script.Replace("127.0.0.1:50051", new Uri(server.Address).Authority, StringComparison.Ordinal)],
        new Dictionary<string, string>
        {
            ["PATH"] = Path.GetDirectoryName(Tool.RequireNpm("buf")) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
        });
}
