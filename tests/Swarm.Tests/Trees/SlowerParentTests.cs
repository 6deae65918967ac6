using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>A parent is left for one that has told of chunks sooner than the parent sent them, in several frames.</summary>
public sealed class SlowerParentTests
{
    [Theory]
    [InlineData(20, 1, false)] // of a frame of many chunks each waits for those before it
    [InlineData(20, 6, true)]
    [InlineData(60, 1, true)] // by so much it cannot be that alone
    [InlineData(5, 6, false)] // no difference worth moving for
    public void It_is_left_if_it_is_slower_again_and_again(int milliseconds, int frames, bool isLeft)
    {
        var fixture = new StandingFixture("2", ".");
        fixture.Pass(0.05);
        fixture.Flow('a', 3);
        for (int i = 0; i < 100; i++)
            fixture.Peer('b').Standing.Promises.HandleLag(TimeSpan.Zero); // in other stripes
        int chunks = 6 / frames;

        for (uint i = 0; i < frames; i++)
        {
            var frame = new FrameNumber(fixture.Frame.Value + (16 * i)); // the stripes of its chunks are the same
            for (int k = 0; k < chunks; k++)
            {
                int chunk = fixture.ChunkOf(0) + (Stripes.OfChunks * k);
                fixture.Requests.HandleHeard(fixture.Peer('b'), frame, chunk, fixture.Now);
                fixture.Wait(TimeSpan.FromMilliseconds(milliseconds));
                fixture.Requests.HandlePushed(fixture.Peer('a'), frame, chunk, isUseful: true, fixture.Now);
            }
        }

        Assert.Equal(isLeft ? "aB" : "a", fixture.Asked(1));
    }
}
