using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>Datagrams on their way to the socket.</summary>
internal sealed class Outgoing
{
    private readonly Queue<(PeerAddress To, byte[] Datagram)> _queue = new();

    public bool HasRoom => _queue.Count < DhtLimits.OutgoingMax;

    public void Add(PeerAddress to, ReadOnlySpan<byte> datagram) => _queue.Enqueue((to, datagram.ToArray()));

    public bool TryTake(out PeerAddress to, out ReadOnlyMemory<byte> datagram)
    {
        bool taken = _queue.TryDequeue(out (PeerAddress To, byte[] Datagram) first);
        (to, datagram) = (first.To, first.Datagram);
        return taken;
    }
}
