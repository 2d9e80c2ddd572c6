using Google.Protobuf.WellKnownTypes;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak.Calls;

/// <summary>Loads and unloads one variant over and over, with and without a time limit for what it has.</summary>
internal sealed class ComingAndGoing(InferenceService.InferenceServiceClient client)
{
    /// <summary>Unloads so far.</summary>
    public int Rounds { get; private set; }

    /// <summary>Goes on until it is told to stop; the variant serves then.</summary>
    public async Task RunAsync(Random chance, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var request = new UnloadVariantRequest { Variant = SoakServer.Guest };
            if (chance.Next(4) > 0)
            {
                request.TimeLimit = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(chance.Next(0, 200)));
            }

            await client.UnloadVariantAsync(request, cancellationToken: CancellationToken.None);
            Rounds++;
            await client.LoadVariantAsync(new LoadVariantRequest { Variant = SoakServer.Guest }, cancellationToken: CancellationToken.None);
            await Task.Delay(chance.Next(0, 1000), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
