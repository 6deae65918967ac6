using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers;

/// <summary>What two ends tell of themselves first: the swarm, who they are, where they listen, what they speak.</summary>
internal sealed class Introduction
{
    private readonly SwarmOptions _options;
    private readonly SwarmMembership _membership;
    private readonly PeerGossip _gossip;

    /// <param name="own">This node's id.</param>
    public Introduction(SwarmOptions options, SwarmMembership membership, PeerId own, PeerGossip gossip)
    {
        _options = options;
        _membership = membership;
        _gossip = gossip;
        Own = own;
        PublicKey = membership.PublicKey;
        UploadLimitBytesPerSecond = options.UploadLimitBytesPerSecond;
    }

    public PeerId Own { get; }

    /// <summary>Learned from the first peer that has it, where the membership had none.</summary>
    public PublicKey? PublicKey { get; private set; }

    public long? UploadLimitBytesPerSecond { get; set; }

    public void SayHandshake(PeerSession peer) =>
        new Handshake(_membership.Infohash, Own, SupportsExtensions: true).Write(peer.Outbox);

    public void SayExtensionHandshake(PeerSession peer) => new ExtensionHandshake
    {
        LiveId = MessageIds.OurLive,
        PexId = MessageIds.OurPeerExchange,
        ListenPort = _gossip.ListeningPort,
        Client = _options.Client,
        RequestQueue = SwarmLimits.RequestsPerPeerMax,
        YourIp = peer.Remote,
        PublicKey = PublicKey?.Point.ToArray(),
        UploadLimitBytesPerSecond = UploadLimitBytesPerSecond ?? 0,
        Token = peer.Token,
    }.Write(peer.Outbox);

    public ProtocolViolation HandleHandshake(PeerSession peer, Handshake handshake)
    {
        if (handshake.Infohash != _membership.Infohash) return ProtocolViolation.WrongInfohash;
        if (!handshake.SupportsExtensions) return ProtocolViolation.NoExtensionProtocol;
        peer.PeerId = handshake.PeerId;
        return ProtocolViolation.None;
    }

    public ProtocolViolation HandleExtensionHandshake(PeerSession peer, ReadOnlySpan<byte> body)
    {
        if (!ExtensionHandshake.TryRead(body, out ExtensionHandshake? extension)) return ProtocolViolation.MalformedExtensionHandshake;
        if (extension.PublicKey is { } point && PublicKey is null)
        {
            if (!PublicKey.TryRead(point, _membership.Infohash, out PublicKey? key)) return ProtocolViolation.WrongPublicKey;
            PublicKey = key;
        }

        if (extension.YourIp is { } ours) _gossip.HandleOwnIp(ours);
        peer.Extension = extension;
        peer.Writer = new LiveMessageWriter(extension.LiveId ?? 0);
        if (extension.ListenPort != 0 && peer.Side == ConnectionSide.Accepted) // who was dialled listens where it was dialled
        {
            peer.Remote = peer.Remote.WithPort(extension.ListenPort);
            peer.IsListening = true;
        }

        return ProtocolViolation.None;
    }
}
