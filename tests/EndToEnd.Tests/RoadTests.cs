using System.Diagnostics;
using ScreenShare.Swarm.Sockets.Tests;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>
/// A link with nothing but the infohash and the key is enough, by any road. How long it takes is printed, and no condition.
/// </summary>
public sealed class RoadTests(ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task By_the_DHT_the_broadcaster_is_found_among_fifty_that_are_not_there()
    {
        await using DhtCrowd crowd = await DhtCrowd.StartAsync(30, Cancellation);
        await using AppProcess broadcaster = Apps.Broadcast(
            "test:320x240", "--fps", "5", "--seed", "1", "--no-dht", "false", "--dht-bootstrap", crowd.Bootstrap);
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await crowd.AnnounceDeadAsync(invitation.Infohash, 50, Cancellation);

        await WatchAsync(invitation, "--no-dht", "false", "--dht-bootstrap", crowd.Bootstrap);
    }

    [Fact(Timeout = 180_000)]
    public async Task By_local_discovery_the_broadcaster_is_found_whichever_of_the_two_was_there_first()
    {
        await using AppProcess broadcaster = Apps.Broadcast("test:320x240", "--fps", "5", "--seed", "1", "--no-lsd", "false");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await WatchAsync(invitation, "--no-lsd", "false");
    }

    [Fact(Timeout = 180_000)]
    public async Task Without_a_road_the_viewer_says_that_the_link_names_nobody()
    {
        await using AppProcess broadcaster = Apps.Broadcast("test:320x240", "--fps", "5", "--seed", "1");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess viewer = Apps.Watch(invitation.WithoutAddress());
        await viewer.WaitForAsync(
            "why", line => line.Text("text")?.Contains("names no peer", StringComparison.Ordinal) == true, Cancellation);
    }

    /// <summary>To the first picture.</summary>
    private async Task WatchAsync(Invitation invitation, params string[] roads)
    {
        long started = Stopwatch.GetTimestamp();
        await using AppProcess viewer = Apps.Watch(invitation.WithoutAddress(), roads);
        await viewer.WaitForAsync("its first picture", line => line.Event == "frame", Cancellation);
        output.WriteLine($"from the viewer's start to its first picture: {Stopwatch.GetElapsedTime(started).TotalSeconds:F2} s");
    }
}
