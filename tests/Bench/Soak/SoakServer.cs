using QuantGrpc.Tests.Support;

namespace QuantGrpc.Bench.Soak;

/// <summary>
/// A server process for a soak: MiniMATH in F16 and Q4_K_M, which stay, in Q2_K, which comes and goes, and an adapter. Places are few and
/// readers may stall for two seconds, so that queues fill and stalls end within a round.
/// </summary>
internal sealed class SoakServer : IAsyncDisposable
{
    public const string F16 = "minimath-f16";
    public const string Q4 = "minimath-Q4_K_M";

    /// <summary>The variant that is loaded and unloaded while others serve.</summary>
    public const string Guest = "minimath-Q2_K";

    public const string Adapter = "tilt";

    public static readonly TimeSpan ReaderStall = TimeSpan.FromSeconds(2);

    private readonly DirectoryInfo _folder;
    private readonly RunningServer _server;

    private SoakServer(DirectoryInfo folder, RunningServer server)
    {
        _folder = folder;
        _server = server;
    }

    public static IReadOnlyList<string> Resident { get; } = [F16, Q4];

    public string Address => _server.Address;

    public ChildProgram Program => _server.Program;

    /// <summary>Quantizes, writes an adapter and starts.</summary>
    /// <param name="configuration">Beside the soak's own, for example "--Models:Variants:0:Id=x".</param>
    public static async Task<SoakServer> StartAsync(params string[] configuration)
    {
        var folder = Directory.CreateTempSubdirectory("quantgrpc-soak-");
        try
        {
            await QuantizeAsync(folder.FullName);
            File.Copy(MiniMath.F16Path, Path.Combine(folder.FullName, $"{F16}.gguf"));
            LoraSamples.Random(seed: 1, strength: 0.5f).Write(Path.Combine(folder.FullName, $"{Adapter}.gguf"));
            return new SoakServer(folder, await RunningServer.StartAsync(
                ["--models", folder.FullName, "--sequences", "8", "--queue", "32", "--allow-admin", "--", $"--Limits:ReaderStall={ReaderStall}",
                .. configuration]));
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Asks it to end, as an orchestrator does.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync()
    {
        Program.Signal(15);
        return Program.WaitForExitAsync(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task QuantizeAsync(string folder)
    {
        await using var quantize = ChildProgram.Start(Executables.Server, ["quantize", MiniMath.F16Path, "--types", "Q4_K_M,Q2_K", "--out", folder]);
        if (await quantize.WaitForExitAsync(TimeSpan.FromMinutes(2)) != 0)
        {
            throw new InvalidOperationException(quantize.Output);
        }
    }
}
