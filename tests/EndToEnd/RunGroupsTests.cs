using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Runs whose variants do not fit into the server's memory together.</summary>
public sealed class RunGroupsTests : IAsyncLifetime
{
    // What is left after the server's reserve: room for one variant of MiniMATH, or for none.
    private const string RoomForOne = "0x14000000";
    private const string RoomForNone = "0x12000000";

    private readonly Workplace _workplace = new();
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("quantgrpc-groups-");

    public async ValueTask InitializeAsync()
    {
        await Tool.RunAsync(Executables.Server, ["quantize", MiniMath.F16Path, "--types", "Q2_K,Q4_0", "--out", _models.FullName]);
        File.Copy(MiniMath.F16Path, Path.Combine(_models.FullName, "minimath-f16.gguf"));
    }

    public ValueTask DisposeAsync()
    {
        _workplace.Dispose();
        _models.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Variants_are_loaded_generated_and_unloaded_in_turn_with_the_reference_first()
    {
        await using var server = await ServeAsync(RoomForOne, "--allow-admin");

        var output = await Workplace.EvaluatorAsync(Run(server, "--variants", "Q2_K,Q4_0,f16", "--reference", "f16", "--noise-floor"));

        output.ShouldContain("minimath-f16 is loaded");
        _workplace.Count("SELECT count(*) FROM results").ShouldBe(40);
        _workplace.Query(
            "SELECT v.name FROM results x JOIN run_variants v ON v.fingerprint = x.variant_hash GROUP BY v.name ORDER BY min(x.id)", row => row.GetString(0))
            .ShouldBe(["minimath-f16", "minimath-f16 again", "minimath-Q2_K", "minimath-Q4_0"]);
        _workplace.Count("SELECT count(*) FROM run_variants WHERE fingerprint IS NULL").ShouldBe(0);
        _workplace.Count("SELECT count(*) FROM runs WHERE state = 'Complete'").ShouldBe(1);
    }

    [Fact]
    public async Task Without_admin_calls_it_is_refused_before_anything_runs()
    {
        await using var server = await ServeAsync(RoomForOne);
        await using var run = Workplace.Evaluator(Run(server, "--variants", "Q2_K,Q4_0,f16"));

        (await run.WaitForExitAsync(Workplace.Limit)).ShouldBe(1);
        run.Output.ReplaceLineEndings(" ").ShouldContain("MiB");
        run.Output.ReplaceLineEndings(" ").ShouldContain("--allow-admin");
        _workplace.Count("SELECT count(*) FROM runs").ShouldBe(0);
    }

    [Fact]
    public async Task What_does_not_fit_even_alone_is_refused_with_the_numbers()
    {
        await using var server = await ServeAsync(RoomForNone, "--allow-admin");
        await using var run = Workplace.Evaluator(Run(server, "--variants", "f16"));

        (await run.WaitForExitAsync(Workplace.Limit)).ShouldBe(1);
        run.Output.ReplaceLineEndings(" ").ShouldContain("MiB left of");
        _workplace.Count("SELECT count(*) FROM runs").ShouldBe(0);
    }

    private Task<RunningServer> ServeAsync(string limit, params string[] more) => RunningServer.StartAsync(
        new Uri("http://127.0.0.1:0"),
        new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = limit },
        ["--models", _models.FullName, "--threads", "1", .. more]);

    private string[] Run(RunningServer server, params string[] more) =>
        ["run", "--server", server.Address, "--store", _workplace.Store, "--data", Workplace.TestSet, "--sample", "10", .. more];
}
