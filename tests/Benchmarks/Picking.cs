using BenchmarkDotNet.Attributes;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Benchmarks;

/// <summary>One pick for one of eight peers, from a queue of four frames of which each peer has about half.</summary>
public class Picking
{
    private const int Peers = 8;
    private const int Frames = 4;

    private readonly DownloadQueue _queue = new(shuffle: 42);
    private readonly PeerSession[] _peers = new PeerSession[Peers];
    private int _next;

    [Params(7, 128)]
    public int ChunksPerFrame { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        for (int p = 0; p < Peers; p++)
        {
            _peers[p] = new PeerSession(
                new ConnectionId(p + 1), PeerAddress.FromIPv4((uint)p + 1, 1), ConnectionSide.Dialled, Instant.Zero)
            {
                Phase = PeerPhase.Open,
                Extension = new ExtensionHandshake(),
                Writer = new LiveMessageWriter(1),
            };
        }

        for (uint f = 1; f <= Frames; f++)
            _queue.Add(Wanted(new FrameNumber(f), random));
    }

    [Benchmark]
    public int TryPick()
    {
        _queue.TryPick(_peers[_next++ % Peers], out _, out int number, Instant.Zero);
        return number;
    }

    private ChunkDownload Wanted(FrameNumber frame, Random random)
    {
        ChunkEntry[] entries = [.. Enumerable.Range(0, ChunksPerFrame).Select(c => new ChunkEntry(1, default, c, 1))];
        ushort[] slots = [.. Enumerable.Range(0, ChunksPerFrame).Select(slot => (ushort)slot)];
        var set = new ChunkSet(ChunkKind.Delta, frame, 1, default);
        set.SetIndex(new FrameIndex(frame, [0], entries, slots, origins: null));
        var download = new ChunkDownload(set, ChunkKind.Delta, Instant.Zero, Instant.Zero);
        for (int chunk = 0; chunk < ChunksPerFrame; chunk++)
        {
            download.Want(chunk);
            foreach (PeerSession peer in _peers)
            {
                if (random.Next(2) == 0 || !peer.Haves.Add(frame, chunk)) continue;
                download.AddHolder(chunk, Instant.Zero);
            }
        }

        return download;
    }
}
