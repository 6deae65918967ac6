using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Download;

/// <summary>
/// Peers and what they have, as a picture: a line a peer, a column a chunk, <c>*</c> where the peer has it.
/// </summary>
internal sealed class QueueFixture
{
    public const int ChunkBytes = 16 * 1024;

    public static readonly FrameNumber Frame = new(5);

    public QueueFixture(params string[] haves)
    {
        Neighbours.BeginSession(new SessionTag(1));
        for (int p = 0; p < haves.Length; p++)
        {
            var peer = new PeerSession(new ConnectionId(p + 1), PeerAddress.FromIPv4((uint)p + 1, 1), ConnectionSide.Dialled, Instant.Zero)
            {
                Phase = PeerPhase.Open,
                Extension = new ExtensionHandshake(),
                Writer = new LiveMessageWriter(1),
            };
            for (int chunk = 0; chunk < haves[p].Length; chunk++)
            {
                if (haves[p][chunk] == '*') peer.Haves.Add(Frame, chunk);
            }

            Neighbours.Add(peer);
        }

        Download = Wanted(haves[0].Length, Frame, Instant.Zero);
        for (int chunk = 0; chunk < haves[0].Length; chunk++)
        {
            foreach (string line in haves)
            {
                if (line[chunk] == '*') Download.AddHolder(chunk, Instant.Zero);
            }
        }

        Queue.Add(Download);
    }

    public Neighbours Neighbours { get; } = new();

    public DownloadQueue Queue { get; } = new(shuffle: 42);

    public ChunkDownload Download { get; }

    public PeerSession Peer(int number) => Neighbours.All[number - 1];

    public static ChunkId Chunk(int number) => new(new SessionTag(1), TrackId.Full, ChunkKind.Delta, Frame, (ushort)number);

    public static ChunkDownload Wanted(int chunks, FrameNumber frame, Instant deadline)
    {
        var entries = Enumerable.Range(0, chunks).Select(chunk => new ChunkEntry(ChunkBytes, default, chunk, 1)).ToArray();
        var set = new ChunkSet(ChunkKind.Delta, frame, 1, default);
        set.SetIndex(new FrameIndex(frame, [0], entries, [.. Enumerable.Range(0, chunks).Select(slot => (ushort)slot)], origins: null));
        var download = new ChunkDownload(set, ChunkKind.Delta, deadline, Instant.Zero);
        for (int chunk = 0; chunk < chunks; chunk++)
            download.Want(chunk);
        return download;
    }

    /// <summary>Lets the peer deliver one chunk that took so long, so that its pace is known.</summary>
    public void Pace(int peer, double milliseconds, Instant from)
    {
        var chunk = new ChunkId(new SessionTag(1), TrackId.Full, ChunkKind.Delta, FrameNumber.First, 0);
        for (int i = 0; i < 5; i++)
        {
            Instant asked = from + TimeSpan.FromMilliseconds(i * milliseconds);
            Peer(peer).Pipeline.Request(chunk, ChunkBytes, asked);
            Peer(peer).Pipeline.Complete(chunk, out _, asked + TimeSpan.FromMilliseconds(milliseconds));
        }
    }
}
