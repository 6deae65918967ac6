using ScreenShare.Broadcaster.Demo;

namespace ScreenShare.Broadcaster.Tests.Demo;

public class ViewerRecordTests
{
    private const string Broadcaster = "127.0.0.1:6881";

    private readonly ViewerRecord _record = new(1, ViewerPart.Blocks, Broadcaster);

    [Fact]
    public void A_viewers_own_lines_add_up_to_its_record()
    {
        Hear("""{"event":"listening","port":40001}""", newest: 0);
        Hear("""{"event":"joined","session":"00","size":"1280x720"}""", newest: 7);
        Hear("""{"event":"frame","frame":8,"delayMs":30.5,"skipped":0,"digest":"aa"}""", newest: 8);
        Hear("""{"event":"frame","frame":9,"delayMs":10,"skipped":0,"digest":"bb"}""", newest: 9);
        Hear($$"""{"event":"stats","frames":2,"skipped":1,"firstFrame":8,"lastFrame":9,"peers":3,{{Delivered(100, 20)}}}""", newest: 9);
        Hear("""{"event":"blocked","address":"127.0.0.1:6881","delivered":120}""", newest: 9);
        Hear($$"""{"event":"summary","skipped":4,"medianDelayMs":null,"lastDigest":"cc",{{Delivered(120, 70)}}}""", newest: 9);

        Assert.Equal(7u, _record.JoinedAtFrame);
        Assert.Equal([new ShownPicture(8, "aa"), new ShownPicture(9, "bb")], _record.Shown);
        Assert.Equal((10.0, 30.5), (_record.DelayMs(50)!.Value, _record.DelayMs(95)!.Value));
        Assert.Equal((4L, 3, "cc", true), (_record.Skipped, _record.Peers, _record.LastDigest, _record.HasSummary));
        Assert.Equal((120L, 70L, 120L), (_record.BytesFromBroadcaster, _record.BytesFromViewers, _record.BytesFromBroadcasterWhenBlocked));
    }

    [Fact]
    public void Blocking_somebody_else_is_not_blocking_the_broadcaster()
    {
        Hear("""{"event":"blocked","address":"127.0.0.1:5","delivered":120}""", newest: 9);

        Assert.Null(_record.BytesFromBroadcasterWhenBlocked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"event":"frame","frame":-1}""")]
    public void What_is_not_a_line_of_a_viewer_is_passed_over(string text) => Assert.Null(ViewerLine.Parse(text));

    private static string Delivered(long byBroadcaster, long byViewer) =>
        "\"delivered\":" + $$"""[{"address":"127.0.0.1:6881","bytes":{{byBroadcaster}}},{"address":"127.0.0.1:5","bytes":{{byViewer}}}]""";

    private void Hear(string text, uint newest)
    {
        ViewerLine? line = ViewerLine.Parse(text);
        Assert.NotNull(line);
        _record.Handle(line, newest);
    }
}
