using System.Diagnostics;
using System.Globalization;
using System.Net;
using ScreenShare.Bench.Nodes;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Bench.Distribute;

/// <summary>
/// One viewer process of <c>distribute-real</c>: joins as from a link, reports when it is connected to everybody, when each blob was
/// released, and at the end what it has spent. Ends when the source says so or is gone.
/// </summary>
internal sealed class RealViewer(ControlLine control, NodeHost host, ContentKey key)
{
    private NodeCounts _armed;

    public static async Task RunAsync(string controlPath, int index, IPAddress bind, int chunkCapacity, CancellationToken cancellation)
    {
        await Rehearsal.RunAsync(chunkCapacity, cancellation);
        using ControlLine control = await ControlLine.ConnectAsync(controlPath, cancellation);
        await control.SendAsync($"hello {index}", cancellation);
        if (await control.ReadAsync(cancellation) is not ["join", var text, var neighbours]
            || !JoinLink.TryParse(text, out JoinLink? link, out _))
            return;
        using var verifier = new ContentVerifier();
        var membership = new SwarmMembership(link.Infohash, PublicKey: null, IsSource: false);
        await using NodeHost host = await BenchNode.StartAsync(membership, verifier, bind, port: 0, 100 + index, cancellation);
        await BenchNode.JoinAsync(host, link.Peers[0].Address!.Value, cancellation); // BlobBroadcast.Link names one peer, by number
        await BenchNode.WaitForNeighboursAsync(host, int.Parse(neighbours, CultureInfo.InvariantCulture), cancellation);
        await control.SendAsync("ready", cancellation);
        await new RealViewer(control, host, link.ContentKey!).TakePartAsync(cancellation); // this bench's own link has its key
    }

    private async Task TakePartAsync(CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task watching = WatchAsync(ending.Token);
        while (await control.ReadAsync(cancellation) is [var verb, ..] && verb != "end")
        {
            NodeCounts now = await NodeCounts.ReadAsync(host, interfaceName: null, cancellation);
            if (verb == "arm") _armed = now;
            await control.SendAsync(verb == "arm" ? "armed" : $"counts {now - _armed}", cancellation);
        }

        await ending.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        await foreach (ReleasedFrame frame in host.Frames.ReadAllAsync(cancellation))
        {
            long now = Stopwatch.GetTimestamp(); // the machine's monotonic clock, the same in every process
            string digest = BlobReader.Digest(frame, key);
            await control.SendAsync(string.Create(CultureInfo.InvariantCulture, $"done {frame.Frame.Value} {now} {digest}"), cancellation);
        }
    }
}
