using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>Honest nodes among hostile ones, which for twenty seconds do what a seed says: all honest ones end with the exact
/// picture.</summary>
public sealed class ScenarioTests
{
    private const int Honest = 5;
    private const int Hostile = 4;
    private const int Frames = 300;

    private static readonly TimeSpan Frame = TimeSpan.FromSeconds(20.0 / Frames);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Honest_nodes_among_hostile_ones_end_with_the_exact_picture(int seed)
    {
        var random = new Random(seed);
        using var studio = new Studio(slots: 32);
        using var older = new Studio(slots: 4, studio.Keys, session: 0);
        var network = new MemoryNetwork();
        MemoryNode source = network.Add(studio.Source);
        MemoryNode[] viewers = [.. Enumerable.Range(0, Honest).Select(_ => network.Add(studio.Joiner))];
        HostilePeer[] hostiles = [.. Enumerable.Range(1, Hostile).Select(number => new HostilePeer((uint)number, studio))];
        foreach (HostilePeer hostile in hostiles)
            network.Add(hostile);
        var frames = new List<PublishedFrame>();
        PublishedFrame replayed = older.Next();

        for (int i = 0; i < Frames; i++)
        {
            if (i % 20 == 0 && i / 20 < Honest) // they join one after the other
                viewers[i / 20].Node.AddPeers([source.Address, hostiles[i / 20 % Hostile].Address], network.Now);
            PublishedFrame frame = studio.Next();
            frames.Add(frame);
            foreach (HostilePeer hostile in hostiles)
            {
                hostile.Learn(frame);
                Misbehave(network, hostile, random.Next(2) == 0 ? source : viewers[random.Next(Honest)], frames, replayed, random);
            }

            source.Node.Publish(frame, network.Now);
            network.Run(Frame);
        }

        source.Node.Publish(studio.End(), network.Now);
        network.Run(TimeSpan.FromSeconds(5));

        Assert.All(viewers, viewer =>
        {
            ReleasedFrame[] shown = [.. viewer.Frames.Where(frame => frame.Session == studio.Id)];
            Assert.Equal(studio.Shown, studio.Decode(shown));
            Assert.DoesNotContain(viewer.Events, happened => happened is NodeEvent.Equivocation);
            Assert.Contains(viewer.Events, happened => happened is NodeEvent.BroadcastEnded);
            Assert.True(shown.Length > Frames / 4, $"Only {shown.Length} pictures were shown.");
        });
        Assert.Contains(viewers, viewer => viewer.Events.OfType<NodeEvent.PeerDropped>().Any());
    }

    /// <summary>One thing a frame, most of them promises; a peer whose connection was taken comes back.</summary>
    private static void Misbehave(
        MemoryNetwork network, HostilePeer hostile, MemoryNode victim, List<PublishedFrame> frames, PublishedFrame replayed, Random random)
    {
        if (!hostile.IsConnected)
        {
            network.Connect(hostile, victim);
            hostile.Answers = AnswersOf(random.Next(5));
        }

        PublishedFrame newest = frames[^1], any = frames[random.Next(frames.Count)];
        switch (random.Next(16))
        {
            case <= 3: // a frame before the source tells it
                hostile.SayManifest(newest);
                hostile.SayHaves(newest);
                break;
            case 4:
                hostile.SayHaves(any);
                hostile.SayKeyHave(any.Frame);
                break;
            case 5:
                hostile.SayKeyHave(new FrameNumber((uint)random.Next()));
                hostile.SayHave(new FrameNumber((uint)random.Next()), random.Next(65536));
                break;
            case 6:
                hostile.SayManifest(any);
                hostile.SayManifest(replayed);
                break;
            case 7:
                hostile.SayManifest(Forger.WithTwinSignature(newest.Manifest));
                break;
            case 8:
                hostile.SayManifest(newest.Manifest, new byte[newest.Manifest.IndexBytes]);
                break;
            case 9:
                hostile.SayManifest(Forger.WithBitFlipped(newest.Manifest, random.Next(newest.Manifest.Bytes.Length)));
                break;
            case 10:
                for (int i = random.Next(600); i >= 0; i--)
                    hostile.SayRequest(hostile.Id(ChunkKind.Delta, any.Frame, random.Next(4)));
                break;
            case 11:
                hostile.Say(output => HostilePeer.Writer.ManifestRequest(output, new ManifestRequest(
                    newest.Manifest.Session.Tag, TrackId.Full, new FrameNumber(uint.MaxValue - 200), new FrameNumber(uint.MaxValue))));
                break;
            case 12:
                hostile.SayPiece(hostile.Id(ChunkKind.Delta, newest.Frame), any.Delta!.Chunks[0]); // every frame of a studio has chunks
                break;
            case 13:
                hostile.Say(Noise(random));
                break;
            case 14:
                hostile.Say(output => HostilePeer.Writer.Peers(output, [.. Enumerable.Range(0, 50)
                    .Select(_ => PeerAddress.FromIPv4((uint)random.Next(), 1000))]));
                break;
            default:
                hostile.Cable?.HangUp();
                break;
        }
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(1, 400)];
        random.NextBytes(noise);
        return noise;
    }

    private static Func<ChunkId, Answer> AnswersOf(int character) => character switch
    {
        0 => static _ => Answer.Serve,
        1 => static _ => Answer.Reject,
        2 => static _ => Answer.Ignore,
        3 => static chunk => chunk.Number % 2 == 0 ? Answer.Serve : Answer.Garble,
        _ => static chunk => chunk.IsIndex ? Answer.Ignore : Answer.Serve,
    };
}
