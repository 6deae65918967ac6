using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>A chunk that one peer is to be sent.</summary>
/// <param name="Deadline">Orders what waits for this peer; of what was asked for, as the peer says.</param>
/// <param name="Bytes">Of a frame: its length. 0 of a first picture, which goes beside the stream.</param>
internal readonly record struct UploadRequest(ChunkId Chunk, Instant Deadline, int Bytes = 0)
{
    /// <summary>Orders it among what waits for others: by what this node knows, and nothing a peer says.</summary>
    public Instant Due { get; init; } = Deadline;
}
