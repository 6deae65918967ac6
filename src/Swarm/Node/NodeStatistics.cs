using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Node;

/// <summary>A snapshot of what a node has done since its start. Byte counts of pieces are of their data alone.</summary>
public sealed record NodeStatistics
{
    public required IReadOnlyList<PeerStatistics> Neighbours { get; init; }

    /// <summary>
    /// Piece bytes by the address that delivered them, in address order: of neighbours, and of those of the gone that delivered most.
    /// </summary>
    public required IReadOnlyList<DeliveredBytes> Delivered { get; init; }

    /// <summary>Of all the other gone neighbours together.</summary>
    public long DeliveredByOthers { get; init; }

    /// <summary>Distinct nodes heard of and not known to be dead, neighbours included, this node not.</summary>
    public required int KnownPeers { get; init; }

    /// <summary>Of the whole swarm, as it tells itself.</summary>
    public ViewerCount Viewers { get; init; }

    /// <summary>What that has cost.</summary>
    public long CensusBytesSent { get; init; }

    public required FrameNumber NewestFrame { get; init; }

    public required FrameNumber ReleasedFrame { get; init; }

    public required long FramesReleased { get; init; }

    public required long FramesSkipped { get; init; }

    /// <summary>At the source: bytes of chunks and indexes published, each counted once.</summary>
    public required long PublishedBytes { get; init; }

    public required long PieceBytesReceived { get; init; }

    /// <summary>Pieces that arrived although they were there already.</summary>
    public required long DuplicateBytes { get; init; }

    public required long PieceBytesSent { get; init; }

    /// <summary>All bytes given to and taken from connections, messages and headers included.</summary>
    public required long WireBytesReceived { get; init; }

    public required long WireBytesSent { get; init; }

    public required long ChunksStolen { get; init; }

    /// <summary>Bytes the store holds.</summary>
    public required long StoredBytes { get; init; }
}

/// <param name="DownBytesPerSecond">Measured over the time pieces were on their way.</param>
/// <param name="RoundTrip">Shortest time from request to piece seen lately; zero before the first.</param>
public sealed record PeerStatistics(
    PeerAddress Address,
    string Client,
    ConnectionSide Side,
    long PieceBytesReceived,
    long PieceBytesSent,
    double DownBytesPerSecond,
    TimeSpan RoundTrip,
    int PipelineDepth);

public sealed record DeliveredBytes(PeerAddress Address, long Bytes);
