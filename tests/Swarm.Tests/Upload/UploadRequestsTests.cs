using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Upload;

namespace ScreenShare.Swarm.Tests.Upload;

public sealed class UploadRequestsTests
{
    [Fact]
    public void What_is_due_first_stands_first_and_equals_keep_their_order()
    {
        var requests = new UploadRequests();
        requests.Add(Due(1, 30));
        requests.Add(Due(2, 10));
        requests.Add(Due(3, 10));
        requests.Add(Due(4, 20));

        Assert.Equal([2, 3, 4, 1], Enumerable.Range(0, requests.Count).Select(at => (int)requests[at].Chunk.Number));
    }

    [Fact]
    public void The_same_chunk_waits_once()
    {
        var requests = new UploadRequests();

        Assert.True(requests.Add(Due(1, 30)));
        Assert.False(requests.Add(Due(1, 10)));
    }

    [Fact]
    public void What_is_sent_unasked_stands_by_its_deadline_among_what_was_asked_for()
    {
        var requests = new UploadRequests();
        requests.Add(Due(1, 30));
        requests.Add(Pushed(2, 20));
        requests.Add(Due(3, 10));

        Assert.Equal([3, 2, 1], Enumerable.Range(0, requests.Count).Select(at => (int)requests[at].Chunk.Number));
        Assert.False(requests.Add(Due(2, 5))); // it comes anyhow
    }

    [Fact]
    public void What_is_sent_unasked_takes_no_room_from_what_is_asked_for()
    {
        var requests = new UploadRequests();
        for (int i = 0; i < 2 * SwarmLimits.RequestsPerPeerMax; i++)
            requests.Add(Pushed((ushort)i, 0));

        for (int i = 0; i < SwarmLimits.RequestsPerPeerMax; i++)
        {
            Assert.False(requests.IsFull);
            requests.Add(Due((ushort)(10_000 + i), 0));
        }

        Assert.True(requests.IsFull);
        requests.RemoveAt(0);
        Assert.True(requests.IsFull); // that was none of the asked
        Assert.True(requests.RemoveAsked(Due(10_000, 0).Chunk));
        Assert.False(requests.IsFull);
    }

    [Fact]
    public void What_the_peer_has_meanwhile_is_not_sent_unless_it_asked()
    {
        var requests = new UploadRequests();
        requests.Add(Pushed(1, 0));
        requests.Add(Due(2, 0));

        requests.RemovePush(Due(1, 0).Chunk);
        requests.RemovePush(Due(2, 0).Chunk);
        requests.RemovePush(Due(3, 0).Chunk);

        Assert.Equal([2], Enumerable.Range(0, requests.Count).Select(at => (int)requests[at].Chunk.Number));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_asked_for_as_well_goes_out_though_the_peer_takes_that_back(bool isPushedFirst)
    {
        var requests = new UploadRequests();
        requests.Add(isPushedFirst ? Pushed(1, 0) : Due(1, 0));
        requests.Add(isPushedFirst ? Due(1, 0) : Pushed(1, 0));

        Assert.True(requests.RemoveAsked(Due(1, 0).Chunk));
        Assert.False(requests.RemoveAsked(Due(1, 0).Chunk)); // answered once
        Assert.Equal(1, requests.Count);

        requests.RemovePush(Due(1, 0).Chunk);
        Assert.Equal(0, requests.Count);
    }

    [Fact]
    public void What_is_asked_for_as_well_is_answered_though_the_peer_has_it()
    {
        var requests = new UploadRequests();
        requests.Add(Pushed(1, 0));
        requests.Add(Due(1, 0));

        requests.RemovePush(Due(1, 0).Chunk);

        Assert.True(requests.RemoveAsked(Due(1, 0).Chunk));
        Assert.Equal(0, requests.Count);
    }

    [Fact]
    public void Who_wants_nothing_unasked_any_more_gets_what_it_has_asked_for()
    {
        var requests = new UploadRequests();
        requests.Add(Pushed(1, 0));
        requests.Add(Pushed(2, 1));
        requests.Add(Due(2, 1));
        requests.Add(Due(3, 2));

        requests.RemovePushes();

        Assert.Equal(2, requests.Count);
        Assert.True(requests.RemoveAsked(Due(2, 1).Chunk));
        Assert.True(requests.RemoveAsked(Due(3, 2).Chunk));
        Assert.Equal(0, requests.Count);
    }

    [Fact]
    public void Cleared_it_counts_from_nothing()
    {
        var requests = new UploadRequests();
        requests.Add(Pushed(1, 0));
        requests.Clear();

        for (int i = 0; i < SwarmLimits.RequestsPerPeerMax; i++)
            requests.Add(Due((ushort)i, 0));

        Assert.True(requests.IsFull);
    }

    [Fact]
    public void For_one_that_never_reads_no_more_is_kept_than_the_newest_that_were_to_be_sent_unasked()
    {
        var requests = new UploadRequests();
        requests.Add(Due(1, 0)); // it waits for an answer to this
        for (int i = 0; i < 3 * SwarmLimits.PushesPerPeerMax; i++)
            requests.Add(Pushed((ushort)(i + 2), i));

        Assert.Equal(SwarmLimits.PushesPerPeerMax + 1, requests.Count);
        Assert.Equal(1, requests[0].Chunk.Number);
        Assert.Equal((3 * SwarmLimits.PushesPerPeerMax) + 1, requests[requests.Count - 1].Chunk.Number);
        Assert.Equal((2 * SwarmLimits.PushesPerPeerMax) + 2, requests[1].Chunk.Number);

        for (int i = 0; i < 10; i++)
            requests.RemovePush(requests[1].Chunk);
        for (int i = 0; i < 10; i++)
            requests.Add(Pushed((ushort)(50_000 + i), 50_000 + i));
        Assert.Equal((2 * SwarmLimits.PushesPerPeerMax) + 12, requests[1].Chunk.Number); // there was room again
    }

    private static UploadRequest Pushed(ushort number, int milliseconds) =>
        new(Due(number, milliseconds).Chunk, Due(number, milliseconds).Deadline, IsPush: true);

    private static UploadRequest Due(ushort number, int milliseconds) => new(
        new ChunkId(new SessionTag(1), TrackId.Full, ChunkKind.Delta, FrameNumber.First, number),
        Instant.Zero + TimeSpan.FromMilliseconds(milliseconds));
}
