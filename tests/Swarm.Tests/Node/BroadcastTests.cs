using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Tests.Node;

public sealed class BroadcastTests : IDisposable
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(33);

    private readonly Studio _studio = new();
    private readonly MemoryNetwork _network = new();

    public void Dispose() => _studio.Dispose();

    [Fact]
    public void A_viewer_that_joins_before_the_first_frame_shows_every_frame_and_the_end()
    {
        MemoryNode source = _network.Add(_studio.Source);
        MemoryNode viewer = Join(source);

        Broadcast(source, frames: 60);
        End(source);

        Assert.Equal(60, viewer.Frames.Count(frame => frame.Kind == ManifestKind.Delta));
        Assert.Equal(ManifestKind.End, viewer.Frames[^1].Kind);
        Assert.Equal(0, viewer.Frames.Sum(frame => frame.SkippedFrames));
        Assert.Equal(_studio.Shown, _studio.Decode(viewer.Frames));
        Assert.Contains(viewer.Events, happened => happened is NodeEvent.BroadcastEnded);
    }

    [Fact]
    public void A_released_frame_stays_good_until_it_is_disposed_however_far_the_stream_has_gone()
    {
        MemoryNode source = _network.Add(_studio.Source);
        MemoryNode viewer = Join(source);
        Broadcast(source, frames: 1);
        byte[][] shownFirst = [.. _studio.Shown];
        ReleasedFrame first = viewer.Frames.Single();

        for (int second = 0; second < 10; second++)
        {
            Broadcast(source, frames: 30);
            foreach (ReleasedFrame later in viewer.Frames.Skip(1))
                later.Dispose();
        }

        Assert.True(_network.Chunks.FreeBytes > 0);
        Assert.Equal(shownFirst, _studio.Decode([first]));
    }

    [Fact]
    public void Viewers_feed_each_other_so_that_the_source_sends_about_two_copies()
    {
        MemoryNode source = _network.Add(_studio.Source);
        MemoryNode[] viewers = [.. Enumerable.Range(0, 8).Select(_ => Join(source))];
        _network.Run(TimeSpan.FromSeconds(2));

        Broadcast(source, frames: 120);
        End(source);

        Assert.All(viewers, viewer => Assert.Equal(_studio.Shown, _studio.Decode(viewer.Frames)));
        NodeStatistics statistics = source.Node.GetStatistics(_network.Now);
        double copies = statistics.PieceBytesSent / (double)statistics.PublishedBytes;
        Assert.InRange(copies, 1.0, 2.5);
    }

    [Fact]
    public void A_late_joiner_with_the_source_blocked_gets_the_whole_picture_from_viewers_alone()
    {
        MemoryNode source = _network.Add(_studio.Source);
        MemoryNode first = Join(source);
        MemoryNode second = Join(source);
        Broadcast(source, frames: 60);

        MemoryNode late = _network.Add(_studio.Joiner);
        late.Node.Block(new AddressRule(source.Address), _network.Now);
        late.Node.AddPeers([first.Address], _network.Now);
        Broadcast(source, frames: 30);
        End(source);

        Assert.Equal(_studio.Shown, _studio.Decode(late.Frames));
        Assert.Equal(0, late.DeliveredBy(source, _network.Now));
        Assert.True(late.DeliveredBy(first, _network.Now) + late.DeliveredBy(second, _network.Now) > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_viewer_whose_supplier_dies_goes_on_with_another(bool silently)
    {
        MemoryNode source = _network.Add(_studio.Source);
        MemoryNode first = Join(source);
        MemoryNode second = Join(source);
        MemoryNode third = _network.Add(_studio.Joiner);
        third.Node.Block(new AddressRule(source.Address), _network.Now);
        third.Node.AddPeers([first.Address], _network.Now);
        Broadcast(source, frames: 30);

        _network.Kill(first, silently);
        Broadcast(source, frames: 60);
        End(source);

        Assert.Equal(_studio.Shown, _studio.Decode(third.Frames));
        Assert.Equal(_studio.Shown, _studio.Decode(second.Frames));
    }

    [Fact]
    public void A_decoder_that_does_not_ask_finds_frames_merged_and_the_picture_right()
    {
        MemoryNode source = _network.Add(_studio.Source);
        MemoryNode viewer = Join(source);
        viewer.TakesFrames = false;

        Broadcast(source, frames: 40);
        viewer.TakesFrames = true;
        Broadcast(source, frames: 1);

        Assert.InRange(viewer.Frames.Count, 1, 2);
        Assert.Equal(41, viewer.Frames.Sum(frame => frame.SkippedFrames) + viewer.Frames.Count);
        Assert.Equal(_studio.Shown, _studio.Decode(viewer.Frames));
    }

    [Fact]
    public void A_later_session_replaces_the_one_before()
    {
        MemoryNode source = _network.Add(_studio.Source);
        MemoryNode viewer = Join(source);
        Broadcast(source, frames: 10);
        using var second = new Studio(slots: 32, _studio.Keys, session: 2);

        for (int i = 0; i < 10; i++)
        {
            source.Node.Publish(second.Next(), _network.Now);
            _network.Run(Frame);
        }

        ReleasedFrame[] later = [.. viewer.Frames.Where(frame => frame.Session == second.Id)];
        Assert.Equal(10, later.Length);
        Assert.True(later[0].StartsSession);
        Assert.Equal(second.Shown, second.Decode(later));
    }

    private MemoryNode Join(MemoryNode source)
    {
        MemoryNode viewer = _network.Add(_studio.Joiner);
        viewer.Node.AddPeers([source.Address], _network.Now);
        _network.Run(TimeSpan.FromMilliseconds(100));
        return viewer;
    }

    private void Broadcast(MemoryNode source, int frames)
    {
        for (int i = 0; i < frames; i++)
        {
            source.Node.Publish(_studio.Next(), _network.Now);
            _network.Run(Frame);
        }
    }

    private void End(MemoryNode source)
    {
        source.Node.Publish(_studio.End(), _network.Now);
        _network.Run(TimeSpan.FromSeconds(3));
    }
}
