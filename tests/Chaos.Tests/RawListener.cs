using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Tests.Node;

namespace ScreenShare.Chaos.Tests;

/// <summary>A guest that says only what it is given and passes on what it hears.</summary>
internal sealed class RawListener(PeerAddress address, Action<ReadOnlyMemory<byte>> hears) : IMemoryGuest
{
    public PeerAddress Address { get; } = address;

    public void HandleConnected(GuestCable cable) { }

    public void HandleReceived(GuestCable cable, ReadOnlyMemory<byte> bytes) => hears(bytes);

    public void HandleClosed(GuestCable cable) { }
}
