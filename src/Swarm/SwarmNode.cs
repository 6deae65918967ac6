using System.Buffers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm;

/// <summary>
/// One peer of the swarm as a state machine: no sockets, tasks, threads or clocks. Its shell tells it what arrived and what time it is,
/// and asks it what must go out and when to be woken.
/// <para>
/// The contract: <em>one Handle or command, then every TryTake and TryTransmit until it gives nothing, then wait until something arrives or
/// <see cref="NextTimeout"/>; time never goes back.</em> A step is a pure function of state, input and time. Not thread safe: one loop owns a node.
/// </para>
/// </summary>
public sealed class SwarmNode
{
    public SwarmNode(SwarmOptions options, SwarmMembership membership, NodeServices services, Instant now) => throw new NotImplementedException();

    /// <summary>When to call <see cref="HandleTimeout"/> if nothing arrives before; null: nothing to wait for.</summary>
    public Instant? NextTimeout => throw new NotImplementedException();

    // What arrives

    public void HandleListening(ushort port, Instant now) => throw new NotImplementedException();

    public void HandleConnected(ConnectionId connection, PeerAddress remote, ConnectionSide side, Instant now) => throw new NotImplementedException();

    public void HandleDialFailed(PeerAddress address, Instant now) => throw new NotImplementedException();

    public void HandleReceived(ConnectionId connection, ReadOnlySpan<byte> bytes, Instant now) => throw new NotImplementedException();

    public void HandleSent(ConnectionId connection, int bytes, Instant now) => throw new NotImplementedException();

    public void HandleClosed(ConnectionId connection, Instant now) => throw new NotImplementedException();

    public void HandleTimeout(Instant now) => throw new NotImplementedException();

    public void HandleAssembled(KeyFrameAssembly assembly, Instant now) => throw new NotImplementedException();

    // Commands

    public void AddPeers(ReadOnlySpan<PeerAddress> addresses, Instant now) => throw new NotImplementedException();

    public void Publish(PublishedFrame frame, Instant now) => throw new NotImplementedException();

    public void Block(AddressRule rule, Instant now) => throw new NotImplementedException();

    public void Unblock(AddressRule rule, Instant now) => throw new NotImplementedException();

    public void Leave(Instant now) => throw new NotImplementedException();

    // What must go out

    public bool TryTransmit(IBufferWriter<byte> destination, out ConnectionId connection, Instant now) => throw new NotImplementedException();

    public bool TryTakeDial(out PeerAddress address) => throw new NotImplementedException();

    public bool TryTakeClose(out ConnectionId connection) => throw new NotImplementedException();

    public bool TryTakeFrame(out ReleasedFrame? frame) => throw new NotImplementedException();

    public bool TryTakeAssembly(out KeyFrameAssembly? assembly) => throw new NotImplementedException();

    public bool TryTakeEvent(out NodeEvent? happened) => throw new NotImplementedException();

    public NodeStatistics GetStatistics(Instant now) => throw new NotImplementedException();
}
