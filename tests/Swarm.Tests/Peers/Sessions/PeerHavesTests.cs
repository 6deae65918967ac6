using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Peers.Sessions;

public sealed class PeerHavesTests
{
    private const uint KeyFramesMax = 2 * SwarmLimits.KeyFramesKept;

    private readonly PeerHaves _haves = new();

    [Fact]
    public void A_key_frame_is_news_once()
    {
        Assert.True(_haves.AddKeyFrame(new FrameNumber(30)));

        Assert.False(_haves.AddKeyFrame(new FrameNumber(30)));
        Assert.True(_haves.HasKeyFrame(new FrameNumber(30)));
    }

    [Fact]
    public void The_oldest_key_frame_gives_way_and_is_no_news_when_it_is_told_again()
    {
        for (uint i = 1; i <= KeyFramesMax + 1; i++)
            Assert.True(_haves.AddKeyFrame(new FrameNumber(30 * i)));
        long additions = _haves.Additions;

        Assert.False(_haves.HasKeyFrame(new FrameNumber(30)));
        Assert.False(_haves.AddKeyFrame(new FrameNumber(30))); // or a peer could make us look through all it might change
        Assert.Equal(additions, _haves.Additions);
        Assert.True(_haves.HasKeyFrame(new FrameNumber(60)));
    }

    [Fact]
    public void What_gave_way_is_no_news_when_it_is_told_again()
    {
        for (uint i = 1; i <= SwarmLimits.WindowFramesMax + 1; i++)
            Assert.True(_haves.Add(new FrameNumber(i), 0));
        long additions = _haves.Additions;

        Assert.False(_haves.Add(new FrameNumber(1), 0)); // or a peer could make us look through all it might change
        Assert.Equal(additions, _haves.Additions);
        Assert.Equal(1, _haves.CountOf(new FrameNumber(2)));
    }

    [Fact]
    public void Of_a_bitfield_only_what_was_not_told_before_is_news()
    {
        var frame = new FrameNumber(7);
        _haves.Add(frame, 1);
        _haves.Add(frame, 64);

        Assert.Equal(0b101UL, _haves.News(frame, 0, 0b111));
        Assert.Equal(0b110UL, _haves.News(frame, 1, 0b111));
        Assert.Equal(0b111UL, _haves.News(frame.Next, 0, 0b111));
    }
}
