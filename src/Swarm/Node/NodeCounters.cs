using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Upload;

namespace ScreenShare.Swarm.Node;

/// <summary>Counts what outlives a connection, and puts the parts' own counts together into a snapshot.</summary>
internal sealed class NodeCounters
{
    private readonly SortedDictionary<PeerAddress, long> _deliveredByLost = [];
    private long _deliveredByOthers;

    public long WireBytesReceived { get; set; }

    public long WireBytesSent { get; set; }

    public long PublishedBytes { get; set; }

    public void HandleLost(PeerSession peer)
    {
        if (peer.PieceBytesReceived > 0)
            _deliveredByLost[peer.Remote] = _deliveredByLost.GetValueOrDefault(peer.Remote) + peer.PieceBytesReceived;
        if (_deliveredByLost.Count <= SwarmLimits.DeliverersMax) return;
        (PeerAddress least, long bytes) = _deliveredByLost.MinBy(pair => pair.Value);
        _deliveredByLost.Remove(least);
        _deliveredByOthers += bytes;
    }

    public NodeStatistics Snapshot(NodeParts parts)
    {
        var delivered = new SortedDictionary<PeerAddress, long>(_deliveredByLost);
        var peers = new List<PeerStatistics>();
        foreach (PeerSession peer in parts.Neighbours.All)
        {
            if (!peer.IsLive) continue;
            if (peer.PieceBytesReceived > 0) delivered[peer.Remote] = delivered.GetValueOrDefault(peer.Remote) + peer.PieceBytesReceived;
            peers.Add(new PeerStatistics(
                peer.Remote, peer.Extension?.Client ?? "", peer.Side, peer.PieceBytesReceived, peer.PieceBytesSent,
                peer.Pipeline.RateBytesPerSecond, peer.Pipeline.RoundTrip, peer.Pipeline.Requests.Count));
        }

        return new NodeStatistics
        {
            Neighbours = peers,
            Delivered = [.. delivered.Select(pair => new DeliveredBytes(pair.Key, pair.Value))],
            DeliveredByOthers = _deliveredByOthers,
            KnownPeers = parts.Neighbourhood.Gossip.KnownPeers,
            NewestFrame = parts.Stream.Session?.Window.Newest ?? default,
            ReleasedFrame = parts.Stream.Playback?.Release.LastReleased ?? default,
            FramesReleased = parts.Stream.Playback?.Release.FramesReleased ?? 0,
            FramesSkipped = parts.Stream.Playback?.Release.FramesSkipped ?? 0,
            PublishedBytes = PublishedBytes,
            PieceBytesReceived = parts.Downloader.BytesReceived,
            DuplicateBytes = parts.Downloader.DuplicateBytes,
            PieceBytesSent = parts.Uploader.PieceBytesSent,
            WireBytesReceived = WireBytesReceived,
            WireBytesSent = WireBytesSent,
            ChunksStolen = parts.Downloader.ChunksStolen,
            StoredBytes = parts.Stream.Session?.Window.HeldBytes ?? 0,
        };
    }
}
