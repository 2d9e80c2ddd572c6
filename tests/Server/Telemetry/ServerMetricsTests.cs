using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using QuantGrpc.Server.Telemetry;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Telemetry;

public sealed partial class ServerMetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Every_instrument_stands_in_the_manual_with_its_unit_and_nothing_else_does()
    {
        var manual = File.ReadLines(Repository.PathOf("docs", "telemetry.md")).Select(line => Row().Match(line)).Where(row => row.Success)
            .Select(row => $"{row.Groups["name"].Value} {row.Groups["unit"].Value}");

        manual.ShouldBe(Instruments().Select(i => $"{i.Name} {i.Unit}").Append("rpc.server.call.duration s"), ignoreOrder: true);
    }

    [Fact]
    public void Names_are_the_conventions_or_carry_our_prefix()
    {
        string[] conventions =
            ["gen_ai.server.request.duration", "gen_ai.server.time_to_first_token", "gen_ai.server.time_per_output_token", "gen_ai.client.token.usage"];
        var names = Instruments().Select(i => i.Name).ToList();

        names.ShouldBeUnique();
        names.Where(name => !name.StartsWith("quantgrpc.", StringComparison.Ordinal)).ShouldBe(conventions, ignoreOrder: true);
    }

    private List<Instrument> Instruments()
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener();
        var factory = _services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                found.Add(instrument);
            }
        };
        listener.Start();
        new ServerMetrics(factory).Observe(() => [], () => new AdapterReading(0, [], [], DateTimeOffset.UnixEpoch));
        return found;
    }

    // | `name` | type | `unit` | ...
    [GeneratedRegex(@"^\| `(?<name>[a-z_.]+)` \| [a-z]+ \| (`(?<unit>[^`]+)`)? ?\|", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
