using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Peers.Sessions;

public sealed class UploadRequestsTests
{
    private readonly UploadRequests _requests = new();

    [Fact]
    public void What_is_due_first_stands_first_and_equals_keep_their_order()
    {
        _requests.Ask(Due(1, 30));
        _requests.Ask(Due(2, 10));
        _requests.Ask(Due(3, 10));
        _requests.Ask(Due(4, 20));

        Assert.Equal([2, 3, 4, 1], Numbers(_requests.Asked));
    }

    [Fact]
    public void The_same_chunk_waits_once_and_where_it_was()
    {
        _requests.Ask(Due(1, 30));
        _requests.Ask(Due(2, 20));
        _requests.Ask(Due(1, 10));

        Assert.Equal([2, 1], Numbers(_requests.Asked));
    }

    [Fact]
    public void In_whatever_order_they_come_and_go_they_stand_by_deadline()
    {
        var random = new Random(1);
        var queue = new DeadlineQueue();
        var expected = new List<(int Due, int Number)>();
        for (ushort number = 0; number < 5000; number++)
        {
            int due = random.Next(1000);
            queue.Add(Due(number, due));
            expected.Add((due, number));
            if (random.Next(3) == 0)
            {
                (int Due, int Number) gone = expected[random.Next(expected.Count)];
                Assert.True(queue.Remove(Due((ushort)gone.Number, 0).Chunk));
                expected.Remove(gone);
            }
        }

        Assert.Equal(expected.OrderBy(each => each.Due).ThenBy(each => each.Number).Select(each => each.Number), Numbers(queue));
    }

    [Fact]
    public void What_is_sent_unasked_takes_no_room_from_what_is_asked_for()
    {
        for (int i = 0; i < 2 * SwarmLimits.RequestsPerPeerMax; i++)
            _requests.Push(Due((ushort)i, 0));

        for (int i = 0; i < SwarmLimits.RequestsPerPeerMax; i++)
        {
            Assert.False(_requests.IsFull);
            _requests.Ask(Due((ushort)(10_000 + i), 0));
        }

        Assert.True(_requests.IsFull);
        Assert.True(_requests.RemoveAsked(Due(10_000, 0).Chunk));
        Assert.False(_requests.IsFull);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_sent_for_both_reasons_goes_out_once_and_for_one_though_the_other_is_gone(bool isTakenBack)
    {
        _requests.Push(Due(1, 0));
        _requests.Ask(Due(1, 0));
        _requests.Push(Due(2, 0));
        _requests.Ask(Due(2, 0));

        Assert.True(_requests.Take(Due(1, 0).Chunk));
        Assert.Equal([2], Numbers(_requests.Pushes));
        Assert.Equal([2], Numbers(_requests.Asked));

        Assert.True(isTakenBack ? _requests.RemoveAsked(Due(2, 0).Chunk) : _requests.Pushes.Remove(Due(2, 0).Chunk));
        Assert.False(_requests.IsEmpty);
    }

    [Fact]
    public void For_one_that_never_reads_no_more_is_kept_than_the_newest_that_were_to_be_sent_unasked()
    {
        _requests.Ask(Due(1, 0)); // it waits for an answer to this
        for (int i = 0; i < 3 * SwarmLimits.PushesPerPeerMax; i++)
            _requests.Push(Due((ushort)(i + 2), i));

        Assert.Equal(SwarmLimits.PushesPerPeerMax, _requests.Pushes.Count);
        Assert.Equal((2 * SwarmLimits.PushesPerPeerMax) + 2, _requests.Pushes.First.Chunk.Number);
        Assert.Equal([1], Numbers(_requests.Asked));
    }

    [Fact]
    public void What_was_answered_is_answered_anew_only_after_a_second_or_when_taken_back()
    {
        Instant now = Instant.Zero;
        ChunkId chunk = Due(1, 0).Chunk;
        _requests.Answered.Add(chunk, now);
        Assert.True(_requests.Answered.Contains(chunk, now + TimeSpan.FromMilliseconds(999)));
        Assert.False(_requests.Answered.Contains(chunk, now + TimeSpan.FromSeconds(1)));

        _requests.RemoveAsked(chunk); // cancelled
        Assert.False(_requests.Answered.Contains(chunk, now));
    }

    private static IEnumerable<int> Numbers(DeadlineQueue queue) =>
        Enumerable.Range(0, queue.Count).Select(at => (int)queue[at].Chunk.Number);

    private static UploadRequest Due(ushort number, int milliseconds) => new(
        new ChunkId(new SessionTag(1), TrackId.Full, ChunkKind.Delta, FrameNumber.First, number),
        Instant.Zero + TimeSpan.FromMilliseconds(milliseconds));
}
