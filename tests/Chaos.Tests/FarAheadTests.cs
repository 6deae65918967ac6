using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>Frames that cannot be yet: nobody is asked for them.</summary>
public sealed class FarAheadTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("have")]
    [InlineData("bitfield")]
    [InlineData("key frame")]
    public void A_viewer_asks_for_the_manifest_of_a_frame_ahead_within_reach_and_of_none_beyond(string told)
    {
        _scene.ConnectViewerToSource();
        PublishedFrame newest = _scene.Publish();

        Assert.NotEqual(0, AsksAfter(told, newest.Frame.Value + SwarmLimits.FramesAheadMax));
        Assert.Equal(0, AsksAfter(told, newest.Frame.Value + SwarmLimits.FramesAheadMax + 1));
        Assert.Equal(0, AsksAfter(told, uint.MaxValue));
    }

    private int AsksAfter(string told, uint frame)
    {
        HostilePeer hostile = _scene.ConnectedHostile();
        var number = new FrameNumber(frame);
        if (told == "have") hostile.SayHave(number, 0);
        else if (told == "bitfield") hostile.SayBitfield(number, 8, [0xFF]);
        else hostile.SayKeyHave(number);
        _scene.Run(TimeSpan.FromMilliseconds(600));
        return hostile.CountHeard(LiveMessageType.ManifestRequest);
    }
}
