using QuantGrpc.Bench.Soak;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd.Reliability;

/// <summary>The soak's server for tests that leave nothing behind; also with a variant of few KV cells.</summary>
[CollectionDefinition(Name)]
public sealed class ReliabilityServer : ICollectionFixture<ReliabilityServer>, IAsyncLifetime
{
    public const string Name = "Reliability";

    /// <summary>A variant whose pool holds little more than one sequence.</summary>
    internal const string Narrow = "narrow";

    private SoakServer? _server;
    private SoakClients? _clients;
    private Witnesses? _witnesses;

    internal SoakServer Server => _server ?? throw new InvalidOperationException("the server was not started");

    internal SoakClients Clients => _clients ?? throw new InvalidOperationException("the server was not started");

    internal Witnesses Witnesses => _witnesses ?? throw new InvalidOperationException("the server was not started");

    /// <summary>Waits longer than a soak does: other tests run beside.</summary>
    internal QuietWatch Watch => new(Clients.First, Server.Program.Id) { Patience = TimeSpan.FromSeconds(40) };

    public async ValueTask InitializeAsync()
    {
        _server = await SoakServer.StartAsync(
            $"--Models:Variants:0:Id={Narrow}", $"--Models:Variants:0:Path={Support.MiniMath.F16Path}", "--Models:Variants:0:KvCells=1100");
        _clients = new SoakClients(_server.Address);
        _witnesses = await Witnesses.FindAsync(_clients.First, SoakServer.Resident, problems: 8);
    }

    public async ValueTask DisposeAsync()
    {
        _clients?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>How busy one variant is.</summary>
    internal async Task<VariantLoad> LoadAsync(string variant) =>
        (await Clients.First.GetLoadAsync(new GetLoadRequest { Variant = variant })).Variants.Single();

    /// <summary>Asks how busy a variant is until it is so.</summary>
    internal async Task<VariantLoad> UntilAsync(string variant, Func<VariantLoad, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (true)
        {
            var load = await LoadAsync(variant);
            if (holds(load))
            {
                return load;
            }

            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
