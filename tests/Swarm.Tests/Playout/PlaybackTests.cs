using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Trust;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Tests.Playout;

/// <summary>Manifests come in time, as they are captured, and not a single chunk.</summary>
public sealed class PlaybackTests : IDisposable
{
    private readonly Studio _studio = new(slots: 4);
    private readonly ContentVerifier _verifier = new();
    private readonly Session _session;
    private readonly Playback _playback;
    private Instant _now = Instant.Zero;

    public PlaybackTests()
    {
        PublishedFrame first = _studio.Next(bytes: 700);
        _session = new Session(first.Manifest);
        var neighbours = new Neighbours();
        var standing = new StandingRequests(neighbours, new StandingNews(), new Random(1));
        var downloader = new Downloader(
            neighbours, _verifier, new ChunkPool(), standing, new DownloadLimit(null, _now), new Random(1));
        downloader.HandleSession(_session.Window, _session.Parameters);
        _playback = new Playback(_session, neighbours, downloader, counted: null);
        Show(first);
    }

    [Fact]
    public void Who_waits_for_one_frame_while_more_come_than_it_can_plan_for_follows_no_longer()
    {
        Show(seconds: 2);
        Assert.True(_playback.Follows);

        Show(seconds: 2);

        Assert.False(_playback.Follows);
    }

    [Fact]
    public void Who_waits_for_a_large_frame_that_nothing_waits_behind_goes_on_following()
    {
        Show(seconds: 0.5);

        for (int i = 0; i < 200; i++)
            Pass();

        Assert.True(_playback.Follows);
    }

    public void Dispose()
    {
        _studio.Dispose();
        _verifier.Dispose();
    }

    private void Show(double seconds)
    {
        for (Instant end = _now + TimeSpan.FromSeconds(seconds); _now < end;)
        {
            Show(_studio.Next(bytes: 700));
            Pass();
        }
    }

    private void Show(PublishedFrame frame)
    {
        ChunkSet delta = new(ChunkKind.Delta, frame.Frame, frame.Manifest.IndexBytes, frame.Manifest.IndexHash);
        delta.SetIndex(frame.Delta!.Index); // each frame has chunks
        _session.Window.Add(new WindowFrame(frame.Manifest, delta, _now));
        _playback.Advance(_now);
    }

    private void Pass()
    {
        _now += TimeSpan.FromMilliseconds(33); // the pace of the studio
        _playback.HandleTick(_now);
        _playback.Advance(_now);
    }
}
