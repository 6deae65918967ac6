using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>Neighbours that promise stripes and do not send them, or change their mind all the time.</summary>
public sealed class StandingRuleTests : IDisposable
{
    private static readonly StripeDepths AtTheSource = new(0, 0);
    private static readonly StripeDepths NextToIt = new(0x1111_1111_1111_1111, 1);

    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Who_promises_all_stripes_and_sends_none_is_soon_asked_for_nothing(bool isNearest, bool sendsOldManifests)
    {
        HostilePeer liar = _scene.ConnectedHostile();
        Promise(liar, isNearest ? AtTheSource : NextToIt);
        _scene.ConnectViewerToSource();
        var frames = new List<PublishedFrame> { _scene.Publish() };
        for (int i = 0; i < 300; i++) // ten seconds
        {
            liar.Say(new byte[4]);
            if (sendsOldManifests) liar.SayManifest(frames[Math.Max(0, i - 20)]);
            Promise(liar, isNearest ? AtTheSource : NextToIt);
            frames.Add(_scene.Publish());
        }

        Assert.True(liar.IsConnected);
        Assert.Equal(default, WantedFrom(liar));
        int shown = _scene.Viewer.Frames.Count;
        _scene.Broadcast(90);
        Assert.Equal(90, _scene.Viewer.Frames.Count - shown);
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void Who_changes_its_mind_thousands_of_times_a_second_keeps_nobody_busy()
    {
        _scene.ConnectViewerToSource();
        _scene.Broadcast(10);
        HostilePeer witness = _scene.ConnectedHostile();
        HostilePeer hostile = _scene.ConnectedHostile();
        HostilePeer besideTheSource = _scene.ConnectedHostile(_scene.Source);
        (int before, int shown) = (witness.CountHeard(LiveMessageType.Standing), _scene.Viewer.Frames.Count);

        for (int frame = 0; frame < 60; frame++) // two seconds
        {
            for (int i = 0; i < 300; i++)
            {
                Promise(hostile, i % 2 == 0 ? AtTheSource : StripeDepths.Nowhere, wanted: i % 3 == 0 ? StripeSet.All : default);
                Promise(besideTheSource, i % 2 == 0 ? NextToIt : StripeDepths.Nowhere, wanted: i % 3 == 0 ? StripeSet.All : default);
                witness.Say(new byte[4]);
                _scene.Exchange();
            }

            _scene.Publish();
        }

        Assert.True(hostile.IsConnected && besideTheSource.IsConnected);
        int told = witness.CountHeard(LiveMessageType.Standing) - before;
        Assert.InRange(told, 1, SwarmLimits.StandingsAtOnceMax + (3 * SwarmLimits.StandingsPerSecond));
        Assert.True(_scene.Viewer.Frames.Count - shown > 30, $"{_scene.Viewer.Frames.Count - shown} of 60 frames were shown.");
        _scene.AssertPictureIsExact();
    }

    private static void Promise(HostilePeer peer, StripeDepths depths, StripeSet wanted = default) => peer.Say(
        output => HostilePeer.Writer.Standing(output, new Standing
        {
            Wanted = wanted,
            TakesOffers = true,
            HavesMayWait = true,
            Depths = depths,
        }));

    /// <summary>As it was told last.</summary>
    private static StripeSet WantedFrom(HostilePeer peer)
    {
        (_, byte[] body) = peer.Heard.FindLast(message => message.Type == LiveMessageType.Standing);
        Assert.True(Standing.TryRead(body, out Standing told));
        return told.Wanted;
    }
}
