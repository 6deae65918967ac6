using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// Whom to give up so that somebody else is dialled: as long as a viewer could have heard of a node that gets the stream, it gets the
/// stream, also when all whom it met first keep everything for themselves. Whoever is fed by anybody keeps all its neighbours.
/// <code>
/// fed --nothing comes of what is wanted--> starving, gives up one that was asked and never sent anything, again and again --> fed
/// </code>
/// </summary>
internal sealed class NeighbourChoice(Neighbours neighbours)
{
    /// <summary>Longer than a source needs to offer again what was lost.</summary>
    private static readonly TimeSpan StarvesAfter = TimeSpan.FromSeconds(3);

    /// <summary>In which the next is dialled and asked.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private long _received;
    private Instant _fedAt;
    private Instant _gaveUpAt;

    /// <summary>The neighbour to give up now; null: none.</summary>
    /// <param name="received">Bytes of pieces since the beginning.</param>
    /// <param name="isFed">Nothing is wanted; what is wanted of nobody, because all who have it have been silent, counts.</param>
    public PeerSession? ToGiveUp(long received, bool isFed, Instant now)
    {
        if (received != _received || isFed) (_received, _fedAt) = (received, now);
        if (now - _fedAt < StarvesAfter || now - _gaveUpAt < Between) return null;
        foreach (PeerSession peer in neighbours.All)
        {
            if (!peer.IsLive || !peer.Pipeline.IsSnubbed || peer.PieceBytesReceived > 0) continue;
            _gaveUpAt = now;
            return peer;
        }

        return null;
    }
}
