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

    private static UploadRequest Due(ushort number, int milliseconds) => new(
        new ChunkId(new SessionTag(1), TrackId.Full, ChunkKind.Delta, FrameNumber.First, number),
        Instant.Zero + TimeSpan.FromMilliseconds(milliseconds));
}
