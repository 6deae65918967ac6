using System.Diagnostics;
using System.Net;
using ScreenShare.Bench.Nodes;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Bench.Link;

/// <summary>The viewer's side of <c>link</c>: a node, and a task that opens every record of what it releases, as a viewer's does.</summary>
internal static class LinkViewer
{
    public static async Task<LinkResult> RunAsync(LinkPlan plan, Process source, CancellationToken cancellation)
    {
        string text = await source.StandardOutput.ReadLineAsync(cancellation) ?? "";
        if (!JoinLink.TryParse(text, out JoinLink? link, out string error) || link.ContentKey is not { } key)
            throw new InvalidOperationException($"the source has not started: {error}");
        PeerAddress address = link.Peers[0].Address ?? throw new InvalidOperationException("the source's link has no address");

        using var verifier = new ContentVerifier();
        var membership = new SwarmMembership(link.Infohash, null, IsSource: false);
        await using NodeHost host = await BenchNode.StartAsync(membership, verifier, IPAddress.Loopback, port: 0, seed: 2, cancellation);
        await BenchNode.JoinAsync(host, address, cancellation);

        var gauge = new LinkGauge(source, plan.ChunkBytes);
        var payload = new byte[ushort.MaxValue];
        RecordCipher? cipher = null;
        try
        {
            await foreach (ReleasedFrame frame in host.Frames.ReadAllAsync(cancellation))
            {
                cipher ??= new RecordCipher(key, frame.Session, TrackId.Full);
                long bytes = 0;
                int records = frame.Records.Count;
                for (int i = 0; i < records; i++)
                {
                    if (!cipher.TryOpen(frame.Records[i], payload, out int length))
                        throw new InvalidDataException($"a record of frame {frame.Frame} does not open");
                    bytes += length;
                }

                frame.Dispose();
                uint number = frame.Frame.Value;
                if (gauge.IsRunning) gauge.Count(bytes, records, frame.SkippedFrames);
                else if (number >= plan.WarmFrames) gauge.Start();
                if (number == plan.Frames) return gauge.Stop();
                await source.StandardInput.WriteLineAsync(number.ToString());
                await source.StandardInput.FlushAsync(cancellation);
            }

            throw new InvalidOperationException("the viewer's node has stopped", host.Completion.Exception);
        }
        finally
        {
            cipher?.Dispose();
            source.StandardInput.Close(); // its sign to end
        }
    }
}
