using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Server.Calls;

/// <summary>
/// A stream's token messages, used again for every write: a message is serialized before its write returns, and the next one is packed
/// after that.
/// </summary>
internal sealed class TokenEvents(EventMessages messages)
{
    private readonly List<GenerateEvent> _events = [];

    /// <summary>Adds a token's event to a message.</summary>
    public void Add(GenerateResponse response, TokenGenerated token)
    {
        var place = response.Events.Count;
        while (_events.Count <= place)
        {
            _events.Add(new GenerateEvent { Token = new Token() });
        }

        messages.Fill(_events[place].Token, token);
        response.Events.Add(_events[place]);
    }
}
