using System.Buffers;
using ScreenShare.Swarm.Census;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Rates;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Node;

/// <summary>
/// One peer of the swarm as a state machine: no sockets, tasks, threads or clocks. Its shell tells it what arrived and what time it is,
/// and asks it what must go out and when to be woken.
/// <para>
/// The contract: <em>one Handle or command, then every TryTake and TryTransmit until it gives nothing, then wait until something arrives or
/// <see cref="NextTimeout"/>; time never goes back.</em> Transmit before taking closes: a goodbye goes out before its connection ends.
/// A step is a pure function of state, input and time. Not thread safe: one loop owns a node.
/// </para>
/// </summary>
public sealed class SwarmNode
{
    private readonly NodeParts _parts;
    private readonly TimedWork _timedWork;
    private readonly Settling _settling;
    private Instant _now;

    public SwarmNode(SwarmOptions options, SwarmMembership membership, NodeServices services, Instant now)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(membership);
        ArgumentNullException.ThrowIfNull(services);
        _now = now;
        _parts = new NodeParts(options, membership, services, now);
        _timedWork = new TimedWork(_parts, now);
        _settling = new Settling(_parts, _timedWork);
    }

    /// <summary>When to call <see cref="HandleTimeout"/> if nothing arrives before, and for what.</summary>
    public Deadline NextTimeout => _timedWork.Next(_now);

    // What arrives

    /// <summary>The shell accepts connections on this port; 0: it does not.</summary>
    public void HandleListening(ushort port, Instant now)
    {
        Observe(now);
        _parts.Neighbourhood.Gossip.ListeningPort = port;
    }

    /// <param name="remote">Where it leads: the address dialled, or where an accepted connection comes from.</param>
    public void HandleConnected(ConnectionId connection, PeerAddress remote, ConnectionSide side, Instant now)
    {
        Observe(now);
        _parts.Neighbourhood.HandleConnected(connection, remote, side, now);
        Settle(now);
    }

    public void HandleDialFailed(PeerAddress address, Instant now)
    {
        Observe(now);
        _parts.Neighbourhood.HandleDialFailed(address, now);
        Settle(now);
    }

    /// <param name="bytes">In the order they arrived; borrowed for the call.</param>
    public void HandleReceived(ConnectionId connection, ReadOnlySpan<byte> bytes, Instant now)
    {
        Observe(now);
        if (_parts.Neighbours.Find(connection) is not { } peer) return; // closed from this side meanwhile
        peer.LastReceived = now;
        _parts.Counters.WireBytesReceived += bytes.Length;
        _parts.DownloadLimit.Spend(bytes.Length);
        ProtocolViolation violation = _parts.Reader.Read(peer, bytes, out bool isNews, now);
        if (violation == ProtocolViolation.None && !isNews) return; // most of a piece's packets
        if (violation != ProtocolViolation.None) _settling.Punish(peer, violation, now);
        Settle(now);
    }

    /// <summary>The transport has taken all of the batch that <see cref="TryTransmit"/> gave for this connection.</summary>
    public void HandleSent(ConnectionId connection, Instant now)
    {
        Observe(now);
        _parts.Uploader.HandleSent(connection, now);
        _parts.Neighbours.HandleSent(connection);
    }

    /// <summary>The connection ended from the other side, or failed.</summary>
    public void HandleClosed(ConnectionId connection, Instant now)
    {
        Observe(now);
        if (_parts.Neighbours.Find(connection) is { } peer) _parts.Neighbourhood.HandleClosed(peer, now);
        else _parts.Neighbours.Remove(connection);
        _parts.Uploader.HandleGone(connection);
        Settle(now);
    }

    public void HandleTimeout(Instant now)
    {
        Observe(now);
        if (_timedWork.Run(now)) Settle(now);
    }

    /// <summary>What <see cref="TryTakeAssembly"/> gave has been run.</summary>
    public void HandleAssembled(KeyFrameAssembly assembly, Instant now)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        Observe(now);
        _parts.Store.HandleAssembled(assembly);
        _parts.Uploader.HandleAssembled();
    }

    // Commands

    public void AddPeers(ReadOnlySpan<PeerAddress> addresses, Instant now)
    {
        Observe(now);
        foreach (PeerAddress address in addresses)
            _parts.Neighbourhood.Gossip.AddGiven(address, now);
        Settle(now);
    }

    /// <summary>Addresses that a stranger has told of. What it has no business to name is passed over, and none is believed.</summary>
    /// <param name="teller">Who says so, such as a DHT node or a tracker, by its address.</param>
    public void HearPeers(ReadOnlySpan<PeerAddress> addresses, PeerAddress teller, Instant now)
    {
        Observe(now);
        foreach (PeerAddress address in addresses)
            _parts.Neighbourhood.Gossip.AddHeard(address, teller, now);
        Settle(now);
    }

    /// <summary>
    /// At the source: why another frame would not go out soon, but only wait behind others, so that a later one is worth more. That may
    /// end with any input, and by <see cref="NextTimeout"/>. Nothing is refused for it.
    /// </summary>
    public FrameHold HoldsFrame(Instant now) => _parts.Source?.HoldsFrame(now) ?? FrameHold.None;

    /// <summary>The source's next frame, in order.</summary>
    public void Publish(PublishedFrame frame, Instant now)
    {
        ArgumentNullException.ThrowIfNull(frame);
        SourceRole source = _parts.Source ?? throw new InvalidOperationException("Only the broadcaster's node publishes.");
        Observe(now);
        bool isNewSession = _parts.Stream.Session?.Id != frame.Manifest.Session;
        WindowFrame added = _parts.Stream.HandlePublished(frame, now);
        _parts.Counters.PublishedBytes += frame.ContentBytes;
        source.HandlePublish(added, isNewSession, now);
        _parts.Standings.Tell(now);
        _timedWork.Hasten(now);
    }

    /// <summary>Ends connections with these addresses and accepts none, in either direction.</summary>
    public void Block(AddressRule rule, Instant now)
    {
        Observe(now);
        _parts.Neighbourhood.Block(rule, now);
        Settle(now);
    }

    public void Unblock(AddressRule rule, Instant now)
    {
        Observe(now);
        _parts.Neighbourhood.Unblock(rule);
        Settle(now);
    }

    /// <param name="bytesPerSecond">Null: no limit.</param>
    public void SetUploadLimit(long? bytesPerSecond, Instant now)
    {
        Observe(now);
        _parts.Neighbourhood.SetUploadLimit(bytesPerSecond);
        _parts.Uploader.SetLimit(bytesPerSecond, now);
    }

    /// <summary>Held by asking for no more than that, so it takes hold as what was asked for before has come.</summary>
    /// <param name="bytesPerSecond">Null: no limit.</param>
    public void SetDownloadLimit(long? bytesPerSecond, Instant now)
    {
        Observe(now);
        _parts.DownloadLimit.SetRate(bytesPerSecond, now);
        _parts.Downloader.Fill(now);
    }

    /// <summary>Says goodbye to everybody and connects to nobody any more.</summary>
    public void Leave(Instant now)
    {
        Observe(now);
        _parts.Neighbourhood.Leave(now);
        Settle(now);
    }

    // What must go out

    /// <summary>
    /// Writes a batch for one connection that has none under way; the next for it comes after <see cref="HandleSent"/>. False when there is
    /// nothing to send now.
    /// </summary>
    public bool TryTransmit(IBufferWriter<byte> destination, out Transmit transmit, Instant now)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Observe(now);
        if (!_parts.Uploader.TryTransmit(destination, out transmit, now)) return false;
        _parts.Counters.WireBytesSent += transmit.Bytes;
        return true;
    }

    /// <summary>An address to connect to; answered by <see cref="HandleConnected"/> or <see cref="HandleDialFailed"/>.</summary>
    public bool TryTakeDial(out PeerAddress address) => _parts.Neighbourhood.TryTakeDial(out address);

    /// <summary>
    /// A connection to close once what was transmitted on it is out. The node has forgotten it; nothing need be reported of it.
    /// </summary>
    public bool TryTakeClose(out ConnectionId connection) => _parts.Neighbours.TryTakeClose(out connection);

    /// <summary>
    /// What is ready to be shown. A shell whose decoder is busy does not ask; completed targets then merge into one release.
    /// </summary>
    public bool TryTakeFrame(out ReleasedFrame? frame)
    {
        frame = null;
        return !_parts.Stream.IsStopped && _parts.Stream.Playback is { } playback && playback.Release.TryTake(out frame);
    }

    /// <summary>Work to be run outside the loop and given to <see cref="HandleAssembled"/>.</summary>
    public bool TryTakeAssembly(out KeyFrameAssembly? assembly) => _parts.Store.TryTakeAssembly(out assembly);

    public bool TryTakeEvent(out NodeEvent? happened) => _parts.Events.TryDequeue(out happened);

    public NodeStatistics GetStatistics(Instant now)
    {
        Observe(now);
        NodeStatistics counted = _parts.Counters.Snapshot(_parts);
        ViewerCount viewers = _parts.Census.Count(now);
        return counted with { Viewers = _parts.Source?.AtLeastNeighbours(viewers) ?? viewers, CensusBytesSent = _parts.Census.BytesSent };
    }

    /// <summary>Recomputes every redundant counter; throws when one is wrong. For tests and the simulator.</summary>
    public void CheckInvariants() => _parts.CheckInvariants();

    private void Settle(Instant now) => _settling.Settle(now);

    private void Observe(Instant now)
    {
        System.Diagnostics.Debug.Assert(now >= _now, "Time never goes back.");
        _now = now;
    }
}
