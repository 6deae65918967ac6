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
    private readonly IChunkMemory _chunks;
    private readonly Neighbours _neighbours = new();
    private readonly Neighbourhood _neighbourhood;
    private readonly NeighbourChoice _choice;
    private readonly Announcer _announcer;
    private readonly SourceRole? _source;
    private readonly ChunkStore _store = new();
    private readonly DownloadLimit _downloadLimit;
    private readonly StandingRequests _requests;
    private readonly StandingExchange _standings;
    private readonly ReceivedRate _received = new();
    private readonly Downloader _downloader;
    private readonly Uploader _uploader;
    private readonly LiveStream _stream;
    private readonly MissingManifests _missing;
    private readonly ViewerCensus _census;
    private readonly ConnectionReader _reader;
    private readonly Queue<NodeEvent> _events = new();
    private readonly NodeCounters _counters = new();
    private readonly bool _usesStanding;
    private Instant _tickAt;
    private Instant _now;

    public SwarmNode(SwarmOptions options, SwarmMembership membership, NodeServices services, Instant now)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(membership);
        ArgumentNullException.ThrowIfNull(services);
        _usesStanding = options.Picker == PickerKind.Standing;
        _chunks = services.Chunks;
        _now = _tickAt = now;
        _neighbourhood = new Neighbourhood(options, membership, services, _neighbours);
        _choice = new NeighbourChoice(_neighbours);
        var news = new StandingNews();
        _requests = new StandingRequests(_neighbours, news, services.Random);
        SourcePlace? root = membership.IsSource ? new SourcePlace(news) : null;
        ITreePlace place = root ?? (ITreePlace)new ViewerPlace(_neighbours, _requests, news);
        _standings = new StandingExchange(_neighbours, place, news);
        _downloadLimit = new DownloadLimit(options.DownloadLimitBytesPerSecond, now);
        _uploader = new Uploader(_neighbours, _store, options.UploadLimitBytesPerSecond, now);
        _announcer = new Announcer(_neighbours, _uploader, place);
        _downloader = new Downloader(
            _neighbours, services.Verifier, services.Chunks, _requests, _downloadLimit, services.Random, options.Picker);
        _source = root is null ? null : new SourceRole(_neighbours, _announcer, _uploader, root);
        _stream = new LiveStream(_neighbours, services.Verifier, _downloader, _announcer, _store, _requests, _events, options.StaleAfter);
        _missing = new MissingManifests(_neighbours, services.Random);
        _census = new ViewerCensus(_neighbours, services.Random);
        var messages = new LiveMessageHandler(
            _source, _neighbours, _neighbourhood, _stream, _downloader, _uploader, _standings, _census);
        _reader = new ConnectionReader(_neighbours, _neighbourhood, messages);
    }

    /// <summary>
    /// When to call <see cref="HandleTimeout"/> if nothing arrives before: the next tick, or when a limit lets a piece out or a request.
    /// </summary>
    public Instant? NextTimeout => Instant.Earlier(_tickAt, Instant.Earlier(
        Instant.Earlier(_uploader.NextTimeout(_now), _source?.NextTimeout(_now)), _downloadLimit.NextTimeout));

    // What arrives

    /// <summary>The shell accepts connections on this port; 0: it does not.</summary>
    public void HandleListening(ushort port, Instant now)
    {
        Observe(now);
        _neighbourhood.Gossip.ListeningPort = port;
    }

    /// <param name="remote">Where it leads: the address dialled, or where an accepted connection comes from.</param>
    public void HandleConnected(ConnectionId connection, PeerAddress remote, ConnectionSide side, Instant now)
    {
        Observe(now);
        _neighbourhood.HandleConnected(connection, remote, side, now);
        Settle(now);
    }

    public void HandleDialFailed(PeerAddress address, Instant now)
    {
        Observe(now);
        _neighbourhood.HandleDialFailed(address, now);
        Settle(now);
    }

    /// <param name="bytes">In the order they arrived; borrowed for the call.</param>
    public void HandleReceived(ConnectionId connection, ReadOnlySpan<byte> bytes, Instant now)
    {
        Observe(now);
        if (_neighbours.Find(connection) is not { } peer)
            return; // closed from this side meanwhile
        peer.LastReceived = now;
        _counters.WireBytesReceived += bytes.Length;
        _downloadLimit.Spend(bytes.Length);
        ProtocolViolation violation = _reader.Read(peer, bytes, out bool isNews, now);
        if (violation == ProtocolViolation.None && !isNews)
            return; // most of a piece's packets
        if (violation != ProtocolViolation.None)
        {
            _events.Enqueue(new NodeEvent.PeerBanned(peer.Remote, violation));
            _neighbourhood.Punish(peer, violation, now);
        }

        Settle(now);
    }

    /// <summary>The transport has taken all of the batch that <see cref="TryTransmit"/> gave for this connection.</summary>
    public void HandleSent(ConnectionId connection, int bytes, Instant now)
    {
        Observe(now);
        _ = bytes;
        _uploader.HandleSent(connection, now);
        _neighbours.HandleSent(connection);
    }

    /// <summary>The connection ended from the other side, or failed.</summary>
    public void HandleClosed(ConnectionId connection, Instant now)
    {
        Observe(now);
        if (_neighbours.Find(connection) is { } peer) _neighbourhood.HandleClosed(peer, now);
        else _neighbours.Remove(connection);
        _uploader.HandleGone(connection);
        Settle(now);
    }

    public void HandleTimeout(Instant now)
    {
        Observe(now);
        if (now < _tickAt)
        {
            _downloader.Fill(now); // woken for a limit
            return;
        }

        bool isIdle = _downloader.IsIdle && _announcer.IsIdle && (_source?.IsIdle ?? true);
        _tickAt = now + (isIdle ? SwarmLimits.IdleTickInterval : SwarmLimits.TickInterval);
        _chunks.HandleTick(now);
        _neighbours.HandleTick(now);
        _neighbourhood.HandleTick(now);
        _downloader.HandleTick(now);
        bool isFed = _downloader.IsIdle && _stream.Playback is not { LacksPicture: true };
        if (_choice.Look(_downloader.BytesReceived, isFed, now) is { } useless) _neighbourhood.Close(useless, CloseReason.Replaced, now);
        _uploader.HandleTick(now);
        _standings.HandleTick(now);
        _received.HandleTick(_downloader.BytesReceived, now);
        _standings.HandleUplink(_uploader.UplinkBytesPerSecond, _uploader.PromisedBytesPerSecond, _received.BytesPerSecond, now);
        _stream.HandleTick(now);
        _census.HandleTick(_stream.Session, _source is null ? _stream.Playback : null, now);
        if (_stream.Session is { } session)
        {
            _announcer.HandleTick(session.Window, now);
            _source?.HandleTick(session, now);
        }

        Settle(now);
    }

    /// <summary>What <see cref="TryTakeAssembly"/> gave has been run.</summary>
    public void HandleAssembled(KeyFrameAssembly assembly, Instant now)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        Observe(now);
        _store.HandleAssembled(assembly);
        _uploader.HandleAssembled();
    }

    // Commands

    public void AddPeers(ReadOnlySpan<PeerAddress> addresses, Instant now)
    {
        Observe(now);
        foreach (PeerAddress address in addresses)
            _neighbourhood.Gossip.AddGiven(address, now);
        Settle(now);
    }

    /// <summary>
    /// At the source: why another frame would not go out soon, but only wait behind others, so that a later one is worth more. That may
    /// end with any input, and by <see cref="NextTimeout"/>. Nothing is refused for it.
    /// </summary>
    public FrameHold HoldsFrame(Instant now) => _source?.HoldsFrame(now) ?? FrameHold.None;

    /// <summary>The source's next frame, in order.</summary>
    public void Publish(PublishedFrame frame, Instant now)
    {
        ArgumentNullException.ThrowIfNull(frame);
        SourceRole source = _source ?? throw new InvalidOperationException("Only the broadcaster's node publishes.");
        Observe(now);
        bool isNewSession = _stream.Session?.Id != frame.Manifest.Session;
        WindowFrame added = _stream.HandlePublished(frame, now);
        _counters.PublishedBytes += frame.ContentBytes;
        source.HandlePublish(added, isNewSession, now);
        _standings.Tell(now);
        _tickAt = Instant.Min(_tickAt, now + SwarmLimits.TickInterval);
    }

    /// <summary>Ends connections with these addresses and accepts none, in either direction.</summary>
    public void Block(AddressRule rule, Instant now)
    {
        Observe(now);
        _neighbourhood.Block(rule, now);
        Settle(now);
    }

    public void Unblock(AddressRule rule, Instant now)
    {
        Observe(now);
        _neighbourhood.Unblock(rule);
        Settle(now);
    }

    /// <param name="bytesPerSecond">Null: no limit.</param>
    public void SetUploadLimit(long? bytesPerSecond, Instant now)
    {
        Observe(now);
        _neighbourhood.SetUploadLimit(bytesPerSecond);
        _uploader.SetLimit(bytesPerSecond, now);
    }

    /// <summary>Held by asking for no more than that, so it takes hold as what was asked for before has come.</summary>
    /// <param name="bytesPerSecond">Null: no limit.</param>
    public void SetDownloadLimit(long? bytesPerSecond, Instant now)
    {
        Observe(now);
        _downloadLimit.SetRate(bytesPerSecond, now);
        _downloader.Fill(now);
    }

    /// <summary>Says goodbye to everybody and connects to nobody any more.</summary>
    public void Leave(Instant now)
    {
        Observe(now);
        _neighbourhood.Leave(now);
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
        if (!_uploader.TryTransmit(destination, out transmit, now)) return false;
        _counters.WireBytesSent += transmit.Bytes;
        return true;
    }

    /// <summary>An address to connect to; answered by <see cref="HandleConnected"/> or <see cref="HandleDialFailed"/>.</summary>
    public bool TryTakeDial(out PeerAddress address) => _neighbourhood.TryTakeDial(out address);

    /// <summary>
    /// A connection to close once what was transmitted on it is out. The node has forgotten it; nothing need be reported of it.
    /// </summary>
    public bool TryTakeClose(out ConnectionId connection) => _neighbours.TryTakeClose(out connection);

    /// <summary>
    /// What is ready to be shown. A shell whose decoder is busy does not ask; completed targets then merge into one release.
    /// </summary>
    public bool TryTakeFrame(out ReleasedFrame? frame)
    {
        frame = null;
        return !_stream.IsStopped && _stream.Playback is { } playback && playback.Release.TryTake(out frame);
    }

    /// <summary>Work to be run outside the loop and given to <see cref="HandleAssembled"/>.</summary>
    public bool TryTakeAssembly(out KeyFrameAssembly? assembly) => _store.TryTakeAssembly(out assembly);

    public bool TryTakeEvent(out NodeEvent? happened) => _events.TryDequeue(out happened);

    public NodeStatistics GetStatistics(Instant now)
    {
        Observe(now);
        NodeStatistics counted = _counters.Snapshot(_neighbours, _neighbourhood, _downloader, _uploader, _stream);
        ViewerCount viewers = _census.Count(now);
        return counted with { Viewers = _source?.AtLeastNeighbours(viewers) ?? viewers, CensusBytesSent = _census.BytesSent };
    }

    /// <summary>Recomputes every redundant counter; throws when one is wrong. For tests and the simulator.</summary>
    public void CheckInvariants() => _downloader.CheckInvariants();

    /// <summary>After every input: greet who is new, take back what the lost had claimed, move on, ask and dial.</summary>
    private void Settle(Instant now)
    {
        while (_neighbourhood.TryTakeOpened(out PeerSession? opened))
            Greet(opened!, now); // taken, so there
        while (_neighbourhood.TryTakeLost(out (PeerSession Peer, CloseReason Reason) lost))
            PartFrom(lost.Peer, lost.Reason);
        _stream.Advance(now);
        if (_stream is { Session: { } session, Playback: { } playback } && _source is null)
        {
            _missing.Look(session, playback, now);
            if (_missing.IsHopeless(now)) playback.JumpToKeyFrame(now);
        }

        while (_downloader.TryTakeLiar(out PeerSession? liar))
        {
            if (liar!.Phase == PeerPhase.Closed) // taken, so there
                continue;
            _events.Enqueue(new NodeEvent.PeerBanned(liar.Remote, ProtocolViolation.WrongChunkHash));
            _neighbourhood.Punish(liar, ProtocolViolation.WrongChunkHash, now);
        }

        _requests.KeepsUp = _usesStanding && !_downloadLimit.IsSet && (_stream.Playback?.Follows ?? true);
        _requests.Chooses = _usesStanding && !_requests.KeepsUp && _stream.Playback?.Chooses == true;
        _downloader.Fill(now);
        _standings.Tell(now);
        _neighbourhood.Dial(now);
        if (!_downloader.IsIdle || !_announcer.IsIdle) _tickAt = Instant.Min(_tickAt, now + SwarmLimits.TickInterval);
    }

    private void Greet(PeerSession peer, Instant now)
    {
        if (!peer.IsLive)
            return; // an ordinary BitTorrent client, or gone again
        _standings.HandlePeerOpen();
        _events.Enqueue(new NodeEvent.PeerJoined(peer.Remote, peer.Extension?.Client ?? ""));
        if (_stream.Session is { } session)
        {
            if (session.Window.NewestFrame is { } newest) ManifestDelivery.To(peer, newest);
            if (_source is null) _announcer.EverythingTo(peer, session);
        }

        _source?.HandlePeerOpen(peer, _stream.Session, now);
    }

    private void PartFrom(PeerSession peer, CloseReason reason)
    {
        _counters.HandleLost(peer);
        _uploader.HandleGone(peer.Connection);
        _standings.HandleLost(peer, _now);
        _downloader.HandleLost(peer);
        _source?.HandlePeerClosed(peer);
        if (peer.Writer.LiveId != 0) _events.Enqueue(new NodeEvent.PeerLost(peer.Remote, reason));
    }

    private void Observe(Instant now)
    {
        System.Diagnostics.Debug.Assert(now >= _now, "Time never goes back.");
        _now = now;
    }
}
