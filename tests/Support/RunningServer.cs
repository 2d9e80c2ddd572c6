namespace QuantGrpc.Tests.Support;

/// <summary>quantgrpc-server as a process on a free loopback port.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly ChildProgram _program;

    private RunningServer(ChildProgram program, string address)
    {
        _program = program;
        Address = address;
    }

    /// <summary>Where it listens, for example "http://127.0.0.1:40123".</summary>
    public string Address { get; }

    public ChildProgram Program => _program;

    /// <summary>Starts it and waits until its variants serve.</summary>
    public static Task<RunningServer> StartAsync(params string[] arguments) => StartAsync(new Uri("http://127.0.0.1:0"), new Dictionary<string, string>(), arguments);

    /// <summary>Starts it again where it was.</summary>
    /// <param name="address">Where; port 0 is any free one.</param>
    /// <param name="environment">Beside the tests' own.</param>
    /// <param name="arguments">As for <c>serve</c>.</param>
    public static async Task<RunningServer> StartAsync(Uri address, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var program = ChildProgram.Start(Executables.Server, ["serve", "--port", $"{address.Port}", "--pre-drain", "0", .. arguments], environment);
        try
        {
            var ready = await program.WaitForLineAsync(@"ready on (http://[^\s,]+)", TimeSpan.FromMinutes(2));
            return new RunningServer(program, ready.Groups[1].Value);
        }
        catch (InvalidOperationException)
        {
            await program.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
