using Grpc.Health.V1;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak;

/// <summary>Connections to one server that stay open, and new ones for whoever wants its own.</summary>
internal sealed class SoakClients : IDisposable
{
    private readonly string _address;
    private readonly List<GrpcChannel> _channels = [];

    public SoakClients(string address, int connections = 4)
    {
        _address = address;
        for (var i = 0; i < connections; i++)
        {
            _channels.Add(Open());
        }
    }

    /// <summary>The first connection, for whoever watches from the side.</summary>
    public InferenceService.InferenceServiceClient First => new(_channels[0]);

    public Health.HealthClient Health => new(_channels[0]);

    /// <summary>One of the connections.</summary>
    public InferenceService.InferenceServiceClient Any(Random chance) => new(AnyChannel(chance));

    public GrpcChannel AnyChannel(Random chance) => _channels[chance.Next(_channels.Count)];

    /// <summary>A connection of its own, for the caller to dispose.</summary>
    public GrpcChannel Open() => GrpcChannel.ForAddress(
        _address, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler(), DisposeHttpClient = true, MaxSendMessageSize = 8 * 1024 * 1024 });

    public void Dispose() => _channels.ForEach(channel => channel.Dispose());
}
