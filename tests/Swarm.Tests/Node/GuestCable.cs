using System.Buffers;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Tests.Node;

/// <summary>Somebody in the network who is no node: a scripted peer, honest or not.</summary>
internal interface IMemoryGuest
{
    PeerAddress Address { get; }

    void HandleConnected(GuestCable cable);

    /// <param name="bytes">Borrowed for the call.</param>
    void HandleReceived(GuestCable cable, ReadOnlyMemory<byte> bytes);

    void HandleClosed(GuestCable cable);
}

/// <summary>A connection between a guest and a node. What the guest says is handed over at the network's next turn, in one piece.</summary>
internal sealed class GuestCable(IMemoryGuest guest, MemoryNode node, ConnectionId connection)
{
    private readonly ArrayBufferWriter<byte> _said = new();
    private bool _hangsUp;

    public MemoryNode Node { get; } = node;

    /// <summary>The node's name for it.</summary>
    public ConnectionId Connection { get; } = connection;

    public bool IsOpen { get; private set; } = true;

    /// <summary>False: what the node sends stays with its transport, as when the other end does not read.</summary>
    public bool Reads { get; set; } = true;

    /// <summary>Write here what the node is to receive.</summary>
    public IBufferWriter<byte> Says => _said;

    /// <summary>Closes the connection from the guest's side once all is said.</summary>
    public void HangUp() => _hangsUp = true;

    public void Deliver(ReadOnlyMemory<byte> bytes) => guest.HandleReceived(this, bytes);

    public bool TryTakeSaid(out byte[] said, out bool hangsUp)
    {
        said = _said.WrittenSpan.ToArray();
        _said.ResetWrittenCount();
        hangsUp = _hangsUp;
        return said.Length > 0 || hangsUp;
    }

    public void HandleClosed()
    {
        IsOpen = false;
        guest.HandleClosed(this);
    }
}
