using ScreenShare.Swarm.Source;

namespace ScreenShare.Swarm.Sockets.Tests;

/// <summary>Whoever publishes waits for the node's uplink.</summary>
public sealed class FrameRoomTests
{
    [Fact]
    public async Task Whoever_publishes_waits_for_the_limit_and_is_told_so_and_waits_no_more_when_the_host_ends()
    {
        CancellationToken cancellation = Patience.Token();
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(cancellation);
        NodeHost viewer = await broadcast.StartViewerAsync(source.Port, cancellation);
        Assert.Equal(FrameHold.None, await source.WaitForFrameRoomAsync(cancellation));
        await broadcast.PublishAsync(source, cancellation);
        await broadcast.WatchAsync(viewer, [], cancellation);

        await source.PostAsync(static (node, now) => node.SetUploadLimit(100_000, now), cancellation);
        FrameHold hold;
        do
        {
            await broadcast.PublishAsync(source, cancellation, changedSlots: 2);
            hold = await source.WaitForFrameRoomAsync(cancellation);
        }
        while (hold == FrameHold.None);

        Assert.Equal(FrameHold.UploadLimit, hold);

        await source.PostAsync(static (node, now) => node.SetUploadLimit(1, now), cancellation);
        for (int frame = 0; frame < 3; frame++)
            await broadcast.PublishAsync(source, cancellation, changedSlots: 2);
        Task<FrameHold> waiting = source.WaitForFrameRoomAsync(cancellation).AsTask();
        await source.DisposeAsync();
        await Assert.ThrowsAsync<NodeHostException>(() => waiting);
    }
}
