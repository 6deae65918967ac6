using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Playout;

/// <summary>A joiner that has heard of all manifests of eight seconds, and three neighbours.</summary>
public sealed class PinnedKeyFrameTests : IDisposable
{
    private readonly Studio _studio = new(slots: 4);
    private readonly Neighbours _neighbours = new();
    private readonly Session _session;
    private readonly PinnedKeyFrame _pinned;
    private readonly Target _old;
    private Instant _now = Instant.Zero + TimeSpan.FromSeconds(100);

    public PinnedKeyFrameTests()
    {
        PublishedFrame first = _studio.Next(bytes: 700);
        _session = new Session(first.Manifest);
        Show(first);
        Show(_studio.Next(bytes: 700));
        _old = Target.ByDeltas(_session.Window, FrameNumber.First, new FrameNumber(2), _session.Parameters.SlotCount, _now);
        for (int i = 0; i < 240; i++)
            Show(_studio.Next(bytes: 700));
        for (int number = 1; number <= 3; number++)
        {
            _neighbours.Add(new PeerSession(new ConnectionId(number), PeerAddress.FromIPv4((uint)number, 1), ConnectionSide.Dialled, _now)
            {
                Phase = PeerPhase.Open,
                Writer = new LiveMessageWriter(MessageIds.OurLive),
            });
        }

        _pinned = new PinnedKeyFrame(_session, _neighbours);
        _pinned.Pin(Entry(0), _now);
        Tell(0, Entry(0));
    }

    [Fact]
    public void One_that_takes_long_gives_way_to_a_newer_one_that_more_neighbours_have()
    {
        Tell(1, Entry(1));
        Pass(3);
        Assert.False(_pinned.IsToBeHadSooner(_now)); // one has it, as one has the other
        Tell(2, Entry(1));

        Assert.True(_pinned.IsToBeHadSooner(_now));
    }

    [Fact]
    public void The_next_may_take_twice_as_long_until_one_is_there()
    {
        Tell(1, Entry(1));
        Tell(2, Entry(1));
        Pass(1);
        Assert.False(_pinned.IsToBeHadSooner(_now));
        Pass(2);
        Assert.True(_pinned.IsToBeHadSooner(_now));

        _pinned.Pin(Entry(0), _now);
        Pass(3);
        Assert.False(_pinned.IsToBeHadSooner(_now));

        _pinned.Complete();
        _pinned.Pin(Entry(0), _now);
        Pass(3);
        Assert.True(_pinned.IsToBeHadSooner(_now));
    }

    [Fact]
    public void A_target_is_out_of_reach_when_it_lacks_what_nodes_keep_no_more_and_nobody_says_that_it_has_it()
    {
        var newest = Target.ByDeltas(
            _session.Window, _session.Window.Newest.Previous, _session.Window.Newest, _session.Parameters.SlotCount, _now);

        Assert.True(_old.IsOutOfReach(_session, _neighbours));
        Assert.False(newest.IsOutOfReach(_session, _neighbours));

        foreach ((ChunkSet set, int chunk) in _old.Chunks)
            _neighbours.All[0].Haves.Add(set.Frame, chunk);
        Assert.False(_old.IsOutOfReach(_session, _neighbours));
    }

    public void Dispose() => _studio.Dispose();

    private KeyFrameEntry Entry(int number) => _session.KeyFrames.Entries[number];

    private void Tell(int peer, KeyFrameEntry entry) => _neighbours.All[peer].Haves.AddKeyFrame(entry.Frame);

    private void Pass(double seconds) => _now += TimeSpan.FromSeconds(seconds);

    private void Show(PublishedFrame frame)
    {
        ChunkSet delta = new(ChunkKind.Delta, frame.Frame, frame.Manifest.IndexBytes, frame.Manifest.IndexHash);
        delta.SetIndex(frame.Delta!.Index); // each frame has chunks
        _session.Window.Add(new WindowFrame(frame.Manifest, delta, _now));
        _session.KeyFrames.Commit(frame.Manifest, _now);
    }
}
