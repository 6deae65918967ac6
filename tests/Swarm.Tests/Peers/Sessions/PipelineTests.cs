using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Peers.Sessions;

public sealed class PipelineTests
{
    private const int ChunkBytes = 16 * 1024;

    [Theory]
    [InlineData(1_000_000, 40)]
    [InlineData(10_000_000, 40)]
    [InlineData(10_000_000, 5)]
    [InlineData(250_000, 100)]
    public void The_depth_grows_to_what_fills_the_link_and_the_rate_is_found(double bytesPerSecond, double roundTripMs)
    {
        var pipeline = new Pipeline();
        Drive(pipeline, bytesPerSecond, TimeSpan.FromMilliseconds(roundTripMs), chunks: 400);

        Assert.InRange(pipeline.RateBytesPerSecond, 0.8 * bytesPerSecond, 1.25 * bytesPerSecond);
        Assert.True(pipeline.DepthBytes >= Math.Min(bytesPerSecond * roundTripMs / 1000, 4 << 20) * 0.9);
        Assert.True(pipeline.DepthBytes <= Math.Max((bytesPerSecond * (roundTripMs + 60) / 1000) + (3 * ChunkBytes), 3 * ChunkBytes));
        pipeline.CheckInvariants();
    }

    [Fact]
    public void A_peer_that_owes_and_sends_nothing_for_a_second_is_silent()
    {
        var pipeline = new Pipeline();
        pipeline.Request(Chunk(0), ChunkBytes, Instant.Zero);

        Assert.False(pipeline.IsSilent(TimeSpan.Zero, Instant.Zero + TimeSpan.FromMilliseconds(900)));
        Assert.True(pipeline.IsSilent(TimeSpan.Zero, Instant.Zero + TimeSpan.FromMilliseconds(1100)));
    }

    [Fact]
    public void A_snubbed_peer_has_no_room_until_it_delivers()
    {
        var pipeline = new Pipeline();
        pipeline.Request(Chunk(0), ChunkBytes, Instant.Zero);
        pipeline.Request(Chunk(1), ChunkBytes, Instant.Zero);
        pipeline.Snub();
        Assert.False(pipeline.HasRoomFor(ChunkBytes));

        pipeline.Complete(Chunk(0), out _, Instant.Zero + TimeSpan.FromSeconds(2));
        Assert.True(pipeline.HasRoomFor(ChunkBytes));
    }

    [Fact]
    public void A_piece_that_was_cancelled_is_owed_once()
    {
        var pipeline = new Pipeline();
        pipeline.Request(Chunk(0), ChunkBytes, Instant.Zero);
        pipeline.Cancel(Chunk(0));

        Assert.False(pipeline.Complete(Chunk(0), out _, Instant.Zero));
        Assert.True(pipeline.SettleCancelled(Chunk(0)));
        Assert.False(pipeline.SettleCancelled(Chunk(0)));
    }

    [Fact]
    public void Who_never_answers_what_is_cancelled_is_not_asked_without_end()
    {
        var pipeline = new Pipeline();
        for (int i = 0; i < SwarmLimits.RequestsPerPeerMax; i++)
        {
            Assert.True(pipeline.HasRoomFor(ChunkBytes));
            pipeline.Request(Chunk(i), ChunkBytes, Instant.Zero);
            pipeline.Cancel(Chunk(i));
        }

        Assert.False(pipeline.HasRoomFor(ChunkBytes));
        Assert.True(pipeline.SettleCancelled(Chunk(7)));
        Assert.True(pipeline.HasRoomFor(ChunkBytes));
    }

    [Fact]
    public void What_comes_unasked_meanwhile_is_no_answer_to_what_was_cancelled()
    {
        var pipeline = new Pipeline();
        pipeline.Request(Chunk(0), ChunkBytes, Instant.Zero);
        pipeline.Cancel(Chunk(0));

        Assert.False(pipeline.SettleCancelled(Chunk(1)));
        Assert.True(pipeline.SettleCancelled(Chunk(0)));
    }

    /// <summary>A link of fixed rate and delay that serves requests in order.</summary>
    private static void Drive(Pipeline pipeline, double bytesPerSecond, TimeSpan roundTrip, int chunks)
    {
        var arrivals = new Queue<(ChunkId Chunk, Instant At)>();
        TimeSpan transfer = TimeSpan.FromSeconds(ChunkBytes / bytesPerSecond);
        Instant now = Instant.Zero;
        Instant linkFree = now;
        int asked = 0;
        while (asked < chunks || arrivals.Count > 0)
        {
            while (asked < chunks && pipeline.HasRoomFor(ChunkBytes))
            {
                ChunkId chunk = Chunk(asked++);
                pipeline.Request(chunk, ChunkBytes, now);
                linkFree = Instant.Max(linkFree, now + (roundTrip / 2)) + transfer;
                arrivals.Enqueue((chunk, linkFree + (roundTrip / 2)));
            }

            (ChunkId arrived, now) = arrivals.Dequeue();
            Assert.True(pipeline.Complete(arrived, out _, now));
        }
    }

    private static ChunkId Chunk(int number) =>
        new(new SessionTag(1), TrackId.Full, ChunkKind.Delta, new FrameNumber((uint)number + 1), 0);
}
