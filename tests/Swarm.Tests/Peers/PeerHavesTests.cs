using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;

namespace ScreenShare.Swarm.Tests.Peers;

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
}
