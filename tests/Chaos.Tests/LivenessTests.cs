using ScreenShare.Swarm;
using ScreenShare.Swarm.Publishing;

namespace ScreenShare.Chaos.Tests;

/// <summary>
/// A viewer that is shown nothing new says so, whatever else it hears: manifests without their pictures, pictures that come ever later,
/// an end without what it ended with.
/// </summary>
public sealed class LivenessTests : IDisposable
{
    private static readonly TimeSpan StaleAfter = new SwarmOptions().StaleAfter;

    private readonly Scene _scene = new(slots: 8);
    private readonly HostilePeer _neighbour;

    public LivenessTests() => _neighbour = _scene.ConnectedHostile();

    private IEnumerable<NodeEvent> Said => _scene.Viewer.Events.Where(happened => happened is NodeEvent.PictureOld
        or NodeEvent.PictureCurrent or NodeEvent.BroadcastStale or NodeEvent.BroadcastResumed or NodeEvent.BroadcastEnded);

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(Answer.Reject)]
    [InlineData(Answer.Ignore)]
    public void Who_gets_manifests_and_no_chunks_says_within_seconds_that_the_picture_is_old(Answer answer)
    {
        Watch(frames: 30);
        Assert.Empty(Said);

        _neighbour.Answers = _ => answer;
        Watch(frames: 300, tellsPieces: false);

        var old = Assert.IsType<NodeEvent.PictureOld>(Assert.Single(Said));
        Assert.True(old.HasPicture);
        Assert.InRange(old.Age, StaleAfter, StaleAfter + TimeSpan.FromMilliseconds(500));

        _scene.ConnectViewerToSource();
        Watch(frames: 60, tellsPieces: false);
        Assert.IsType<NodeEvent.PictureCurrent>(Said.Last());
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void A_joiner_that_gets_manifests_and_no_picture_at_all_says_so()
    {
        Watch(frames: 300, tellsPieces: false);

        Assert.False(Assert.IsType<NodeEvent.PictureOld>(Assert.Single(Said)).HasPicture);
    }

    [Fact]
    public void Heartbeats_after_a_frame_that_never_comes_do_not_pass_for_a_live_picture()
    {
        Watch(frames: 30);
        PublishedFrame missing = _scene.Studio.Next();
        _neighbour.SayManifest(missing);

        for (int i = 0; i < 10; i++)
        {
            _scene.Run(TimeSpan.FromSeconds(1));
            _neighbour.SayManifest(_scene.Studio.Heartbeat());
        }

        Assert.IsType<NodeEvent.PictureOld>(Assert.Single(Said));
    }

    [Fact]
    public void Heartbeats_of_a_screen_on_which_nothing_happens_are_no_reason_to_say_anything()
    {
        Watch(frames: 30);

        for (int i = 0; i < 60; i++)
        {
            _neighbour.SayManifest(_scene.Studio.Heartbeat(TimeSpan.FromSeconds(1)));
            _scene.Run(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(Said);
    }

    [Fact]
    public void Everything_complete_but_ever_later_makes_an_old_picture()
    {
        Watch(frames: 30);

        for (int i = 0; i < 300; i++) // a frame of 33 ms each 66 ms: the last one is 10 s late
        {
            Say(_scene.Studio.Next());
            _scene.Run(2 * Scene.Frame);
        }

        Assert.IsType<NodeEvent.PictureOld>(Assert.Single(Said));
    }

    [Fact]
    public void Old_manifests_told_one_by_one_are_no_sign_of_life()
    {
        Watch(frames: 30);
        PublishedFrame[] kept = [.. Enumerable.Range(0, 60).Select(_ => _scene.Studio.Next())];
        Say(kept[^1]);

        foreach (PublishedFrame frame in kept.AsSpan(0, 20))
        {
            _scene.Run(TimeSpan.FromSeconds(1));
            _neighbour.SayManifest(frame.Manifest);
        }

        Assert.Contains(Said, happened => happened is NodeEvent.BroadcastStale);
        Assert.DoesNotContain(Said, happened => happened is NodeEvent.BroadcastResumed);
    }

    [Fact]
    public void Silence_is_told_as_silence_and_the_old_picture_again_when_only_manifests_come_back()
    {
        Watch(frames: 30);
        _scene.Run(StaleAfter + TimeSpan.FromSeconds(1));
        _neighbour.Answers = static _ => Answer.Reject;
        Watch(frames: 300, tellsPieces: false);

        Assert.Collection(
            Said,
            happened => Assert.IsType<NodeEvent.BroadcastStale>(happened),
            happened => Assert.IsType<NodeEvent.BroadcastResumed>(happened),
            happened => Assert.IsType<NodeEvent.PictureOld>(happened));
    }

    [Fact]
    public void An_end_whose_last_picture_nobody_has_is_an_end_all_the_same()
    {
        Watch(frames: 30);
        _neighbour.SayManifest(_scene.Studio.Next());
        _neighbour.SayManifest(_scene.Studio.End());
        _scene.Run(2 * StaleAfter);

        Assert.Single(Said, happened => happened is NodeEvent.BroadcastEnded);
        Assert.DoesNotContain(Said, happened => happened is NodeEvent.BroadcastStale);
    }

    /// <summary>The neighbour passes a live broadcast on, or only its manifests.</summary>
    private void Watch(int frames, bool tellsPieces = true)
    {
        for (int i = 0; i < frames; i++)
        {
            PublishedFrame frame = _scene.Studio.Next();
            _scene.Source.Node.Publish(frame, _scene.Now);
            if (tellsPieces) Say(frame);
            else _neighbour.SayManifest(frame);
            _scene.Run(Scene.Frame);
            if (!_neighbour.IsConnected) _scene.Connect(_neighbour);
        }
    }

    private void Say(PublishedFrame frame)
    {
        _neighbour.Learn(frame);
        _neighbour.SayManifest(frame);
        _neighbour.SayHaves(frame);
        if (frame.KeyFrame is not null) _neighbour.SayKeyHave(frame.Frame);
    }
}
