using System.Net;
using ScreenShare.Bench.Nodes;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Bench.Distribute;

/// <summary>
/// A whole small broadcast on 127.0.0.1 inside one process, before it takes part in the measured one: the runtime compiles the code here
/// and not while the clock runs. Another swarm with other keys and other nodes: no link that is measured carries a byte of it and the
/// measured nodes know nothing of it, so cold links stay cold.
/// </summary>
internal static class Rehearsal
{
    private const int Viewers = 2; // so that viewers serve each other too
    private const int Blobs = 6;
    private const int BlobBytes = 512 * 1024;

    /// <summary>
    /// The runtime compiles a method again, better, when it has been called often and nothing new has been compiled for a tenth of a
    /// second. That is a time of the runtime's own, and there is no sign of it that comes also where nothing was left to compile.
    /// </summary>
    private static readonly TimeSpan CompilationRest = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(int chunkCapacity, CancellationToken cancellation)
    {
        using var broadcast = new BlobBroadcast(BlobBytes, chunkCapacity, seed: 1);
        using var verifier = new ContentVerifier();
        await using NodeHost source = await BenchNode.StartAsync(broadcast.Membership, verifier, IPAddress.Loopback, 0, 1, cancellation);
        PeerAddress address = PeerAddress.From(IPAddress.Loopback, source.Port);
        JoinLink link = broadcast.Link(address);
        var viewers = new List<NodeHost>();
        var verifiers = new List<ContentVerifier>();
        try
        {
            for (int i = 0; i < Viewers; i++)
            {
                verifiers.Add(new ContentVerifier());
                var membership = new SwarmMembership(link.Infohash, PublicKey: null, IsSource: false);
                viewers.Add(await BenchNode.StartAsync(membership, verifiers[i], IPAddress.Loopback, 0, 2 + i, cancellation));
                await BenchNode.JoinAsync(viewers[i], address, cancellation);
            }

            foreach (NodeHost viewer in viewers)
                await BenchNode.WaitForNeighboursAsync(viewer, Viewers, cancellation);
            for (int blob = 0; blob < Blobs; blob++)
            {
                await source.PublishAsync(broadcast.Next(), cancellation);
                foreach (NodeHost viewer in viewers)
                    BlobReader.Digest(await viewer.Frames.ReadAsync(cancellation), link.ContentKey!); // this bench's own link has its key
                if (blob % 3 == 2) await Task.Delay(CompilationRest, cancellation);
            }
        }
        finally
        {
            foreach (NodeHost viewer in viewers)
                await viewer.DisposeAsync();
            verifiers.ForEach(each => each.Dispose());
        }
    }
}
