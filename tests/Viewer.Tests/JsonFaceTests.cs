using System.Net;
using System.Text.Json;
using ScreenShare.Frames;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Viewer.Console;

namespace ScreenShare.Viewer.Tests;

/// <summary>The names of the JSON lines are an interface: other programs read them.</summary>
public sealed class JsonFaceTests : IDisposable
{
    private static readonly PeerAddress Neighbour = PeerAddress.From(IPAddress.Parse("192.0.2.7"), 6881);
    private static readonly ViewCount Count = new(
        Frames: 7, Skipped: 2, new FrameNumber(3), new FrameNumber(11), TimeSpan.FromMilliseconds(80.25), new PictureSize(640, 480),
        Heard: 7);

    private readonly MemoryStream _output = new();

    [Fact]
    public void A_frame_has_its_number_delay_and_on_request_its_digest()
    {
        var picture = new Picture(new PictureSize(2, 2));
        ShownFrame frame = Frame(5, TimeSpan.FromMilliseconds(41.26));

        JsonElement plain = Line(withDigests: false, face => face.Shown(frame, picture));
        JsonElement withDigest = Line(withDigests: true, face => face.Shown(frame, picture));

        Assert.Equal("""{"event":"frame","frame":5,"delayMs":41.3,"skipped":0}""", plain.GetRawText());
        Assert.Equal(picture.Digest(), withDigest.GetProperty("digest").GetString());
    }

    [Fact]
    public void Listening_joining_and_notices_are_told()
    {
        Assert.Equal("""{"event":"listening","port":6881}""", Line(face => face.Listening(6881)).GetRawText());
        Assert.Equal(
            """{"event":"joined","session":"0000000000000000000000000000002a","size":"640x480"}""",
            Line(face => face.Notice(new ViewerNotice.Joined(new SessionId(42), new PictureSize(640, 480)))).GetRawText());
        Assert.Equal(
            """{"event":"notice","text":"the broadcast has ended"}""",
            Line(face => face.Notice(new ViewerNotice.Ended())).GetRawText());
    }

    [Fact]
    public void A_block_is_acknowledged_with_what_had_been_delivered()
    {
        Assert.Equal(
            """{"event":"blocked","address":"192.0.2.7:6881","delivered":1234}""",
            Line(face => face.Blocked(new AddressRule(Neighbour), 1234)).GetRawText());
        Assert.Equal(
            """{"event":"unblocked","address":"192.0.2.7:6881"}""",
            Line(face => face.Unblocked(new AddressRule(Neighbour))).GetRawText());
    }

    [Fact]
    public void Statistics_say_who_delivered_how_much()
    {
        var statistics = new ViewStatistics(Count, Node(), 12.34, 1000.4, 10, TimeSpan.Zero) { Roads = "DHT 3 nodes" };
        JsonElement stats = Line(face => face.Statistics(statistics));

        Assert.Equal(
            """{"event":"stats","frames":7,"skipped":2,"firstFrame":3,"lastFrame":11,"delayMs":80.2"""
            + ""","framesPerSecond":12.3,"peers":0,"knownPeers":4"""
            + ""","roads":"DHT 3 nodes","downBytesPerSecond":1000,"upBytesPerSecond":10"""
            + ""","receivedBytes":1000,"sentBytes":500,"duplicateBytes":50"""
            + ""","delivered":[{"address":"192.0.2.7:6881","bytes":1000}],"deliveredByOthers":20}""",
            stats.GetRawText());
    }

    [Fact]
    public void The_summary_says_why_it_ended_and_what_it_came_to()
    {
        JsonElement summary = Line(face => face.Summary(new ViewSummary(ViewEnding.BroadcastEnded, Count, 40, 95.5, "ab", Node())));

        Assert.Equal(
            """{"event":"summary","ended":"broadcast-ended","frames":7,"skipped":2,"firstFrame":3,"lastFrame":11"""
            + ""","medianDelayMs":40,"p95DelayMs":95.5"""
            + ""","size":"640x480","lastDigest":"ab","receivedBytes":1000,"sentBytes":500,"duplicateBytes":50"""
            + ""","delivered":[{"address":"192.0.2.7:6881","bytes":1000}],"deliveredByOthers":20}""",
            summary.GetRawText());
    }

    [Fact]
    public void A_summary_without_frames_has_nulls_where_there_is_nothing_to_tell()
    {
        JsonElement summary = Line(face => face.Summary(new ViewSummary(ViewEnding.Quit, default, null, null, null, Node())));

        Assert.Equal(0, summary.GetProperty("frames").GetInt32());
        foreach (string name in (string[])["firstFrame", "lastFrame", "medianDelayMs", "p95DelayMs", "size", "lastDigest"])
            Assert.Equal(JsonValueKind.Null, summary.GetProperty(name).ValueKind);
    }

    public void Dispose() => _output.Dispose();

    private JsonElement Line(Action<IViewFace> tell) => Line(withDigests: false, tell);

    private JsonElement Line(bool withDigests, Action<IViewFace> tell)
    {
        _output.SetLength(0);
        using var face = new JsonFace(new JsonLines(_output), withDigests);
        tell(face);
        byte[] line = _output.ToArray();
        Assert.Equal((byte)'\n', line[^1]);
        Assert.Equal(line.Length - 1, line.AsSpan().IndexOf((byte)'\n'));
        return JsonDocument.Parse(line).RootElement;
    }

    private static ShownFrame Frame(uint number, TimeSpan delay) => new()
    {
        Number = new FrameNumber(number),
        Kind = ManifestKind.Delta,
        Size = new PictureSize(2, 2),
        StartsSession = false,
        CaptureTime = TestBroadcast.Start,
        Delay = delay,
        SkippedFrames = 0,
        ChangedTiles = 1,
    };

    private static NodeStatistics Node() => new()
    {
        Neighbours = [],
        Delivered = [new DeliveredBytes(Neighbour, 1000)],
        KnownPeers = 4,
        NewestFrame = new FrameNumber(11),
        ReleasedFrame = new FrameNumber(11),
        FramesReleased = 7,
        FramesSkipped = 2,
        PublishedBytes = 0,
        PieceBytesReceived = 1000,
        DuplicateBytes = 50,
        DeliveredByOthers = 20,
        PieceBytesSent = 500,
        WireBytesReceived = 1100,
        WireBytesSent = 600,
        ChunksStolen = 0,
        StoredBytes = 0,
    };
}
