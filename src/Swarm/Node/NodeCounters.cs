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

    public long WireBytesReceived { get; set; }

    public long WireBytesSent { get; set; }

    public long PublishedBytes { get; set; }

    public void HandleLost(PeerSession peer)
    {
        if (peer.PieceBytesReceived > 0)
            _deliveredByLost[peer.Remote] = _deliveredByLost.GetValueOrDefault(peer.Remote) + peer.PieceBytesReceived;
    }

    public NodeStatistics Snapshot(
        Neighbours neighbours, Neighbourhood neighbourhood, Downloader downloader, Uploader uploader, LiveStream stream)
    {
        var delivered = new SortedDictionary<PeerAddress, long>(_deliveredByLost);
        var peers = new List<PeerStatistics>();
        foreach (PeerSession peer in neighbours.All)
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
            KnownPeers = neighbourhood.Gossip.KnownPeers,
            NewestFrame = stream.Session?.Window.Newest ?? default,
            ReleasedFrame = stream.Playback?.Release.LastReleased ?? default,
            FramesReleased = stream.Playback?.Release.FramesReleased ?? 0,
            FramesSkipped = stream.Playback?.Release.FramesSkipped ?? 0,
            PublishedBytes = PublishedBytes,
            PieceBytesReceived = downloader.BytesReceived,
            DuplicateBytes = downloader.DuplicateBytes,
            PieceBytesSent = uploader.PieceBytesSent,
            WireBytesReceived = WireBytesReceived,
            WireBytesSent = WireBytesSent,
            ChunksStolen = downloader.ChunksStolen,
            StoredBytes = stream.Session?.Window.HeldBytes ?? 0,
        };
    }
}
