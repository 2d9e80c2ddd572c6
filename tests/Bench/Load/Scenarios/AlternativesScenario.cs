using QuantGrpc.Bench.Load.Figures;
using QuantGrpc.Bench.Load.Loops;
using QuantGrpc.Bench.Load.Pairs;

namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>What it costs to be told each token's logprob and ten alternatives: the same streams with and without, in turn.</summary>
internal sealed class AlternativesScenario(LoadSettings settings, ScenarioSize size) : IScenario
{
    private const int Alternatives = 10;

    private readonly Workload _work = new(settings, size);

    public string Description => $"{size.Streams} at once, with {Alternatives} alternatives a token and without; {_work}";

    public ServerShape Shape => _work.Shape;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(Side side, int round, CancellationToken cancellation)
    {
        double with = 0, without = 0;
        for (var turn = 0; turn < 2; turn++)
        {
            if ((round + turn) % 2 == 0)
            {
                without = await TokensPerSecondAsync(0);
            }
            else
            {
                with = await TokensPerSecondAsync(Alternatives);
            }
        }

        return [new("tokens/s without", without), new("tokens/s with", with), new("with / without", with / without)];

        async Task<double> TokensPerSecondAsync(int alternatives)
        {
            var requests = _work.Requests(round, size.Streams).ConvertAll(request => request with { Alternatives = alternatives });
            return (await ClosedLoop.RunAsync(side, requests, size.Streams, cancellation)).TokensPerSecond;
        }
    }
}
