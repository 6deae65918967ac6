using System.Net;
using ScreenShare.Bench.Nodes;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Bench.Link;

/// <summary>
/// The source's side of <c>link</c>, a process of its own: seals and signs all frames beforehand, prints its link, and publishes as its
/// standard input tells which frame the viewer has finished, a number a line. Ends with that input.
/// </summary>
internal static class LinkSource
{
    private static readonly TimeSpan FrameInterval = TimeSpan.FromSeconds(1.0 / 30); // by capture time: a key frame in thirty

    public static async Task RunAsync(LinkPlan plan, CancellationToken cancellation)
    {
        using var keys = BroadcasterKeys.Create();
        using var verifier = new ContentVerifier();
        Queue<PublishedFrame> frames = Prepare(plan, keys);
        var membership = new SwarmMembership(keys.Public.Infohash, keys.Public, IsSource: true);
        await using NodeHost host = await BenchNode.StartAsync(membership, verifier, IPAddress.Loopback, port: 0, seed: 1, cancellation);
        var endpoint = new PeerEndpoint(PeerAddress.From(IPAddress.Loopback, host.Port));
        Console.WriteLine(new JoinLink(keys.Public.Infohash, "link", [endpoint], [], keys.Content).ToLinkText());
        await BenchNode.WaitForNeighboursAsync(host, 1, cancellation); // nobody follows the stream before it has joined

        int published = 0;
        for (int finished = 0; ;)
        {
            for (; published < plan.Frames && published < finished + plan.WindowFrames; published++)
                await host.PublishAsync(frames.Dequeue(), cancellation);
            if (await Console.In.ReadLineAsync(cancellation) is not { } line) return;
            finished = int.Parse(line);
        }
    }

    private static Queue<PublishedFrame> Prepare(LinkPlan plan, BroadcasterKeys keys)
    {
        var random = new Random(1);
        var payloads = new SlotPayload[plan.Slots];
        for (int slot = 0; slot < payloads.Length; slot++)
        {
            var payload = new byte[plan.PayloadBytes];
            random.NextBytes(payload);
            payloads[slot] = new SlotPayload(new SlotIndex((ushort)slot), payload);
        }

        DateTimeOffset start = TimeProvider.System.GetUtcNow();
        using var publisher = new Publisher(
            keys, new StreamParameters(plan.Slots, plan.ChunkBytes, []), BroadcasterKeys.CreateSessionId(), start);
        var frames = new Queue<PublishedFrame>();
        for (int f = 0; f < plan.Frames; f++)
            frames.Enqueue(publisher.Publish(payloads, start + (f * FrameInterval)));
        return frames;
    }
}
