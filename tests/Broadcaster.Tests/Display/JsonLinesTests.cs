using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Broadcaster.Display;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Source;

namespace ScreenShare.Broadcaster.Tests.Display;

/// <summary>The names are an interface: whoever changes one here breaks somebody's program.</summary>
public sealed class JsonLinesTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public void The_link_is_written_as_it_is()
    {
        new JsonLines(_output).Link("magnet:?xt=urn:btih:00&dn=a+b");

        Assert.Equal("""{"event":"link","link":"magnet:?xt=urn:btih:00&dn=a+b"}""" + "\n", _output.ToString());
    }

    [Fact]
    public void What_turns_the_direction_of_writing_or_is_not_seen_is_named_by_its_number()
    {
        new JsonLines(_output).Answer("a\u202Eb\u200B\e\u007F\u009B\u2028 ü 😀\n");

        Assert.Equal(
            """{"event":"notice","text":"a\u202Eb\u200B\u001B\u007F\u009B\u2028 \u00FC \uD83D\uDE00\n"}""" + "\n", _output.ToString());
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("ab", ",\"digest\":\"ab\"")]
    public void A_frame_has_a_digest_only_if_asked_for(string? digest, string written)
    {
        new JsonLines(_output).Frame(
            new FrameReport(new FrameNumber(3), TimeSpan.FromMilliseconds(4.5), TimeSpan.Zero, Tiles: 2, Bytes: 99, digest));

        Assert.Equal("""{"event":"frame","frame":3,"delayMs":4.5,"bytes":99,"tiles":2""" + written + "}\n", _output.ToString());
    }

    [Fact]
    public void Viewers_are_told_with_how_they_are_doing()
    {
        new JsonLines(_output).Viewers(new ViewerCount(200, 3, 1));

        Assert.Equal("""{"event":"viewers","viewers":200,"behind":3,"joining":1}""" + "\n", _output.ToString());
    }

    [Fact]
    public void Why_there_are_fewer_frames_is_told_when_it_changes()
    {
        var face = new JsonFace(new JsonLines(_output));
        var status = new BroadcastStatus(default, 5, 1000, 2000, TimeSpan.FromSeconds(5), FrameHold.UploadLimit);

        face.Status(status);
        face.Status(status);
        face.Status(status with { HeldBy = FrameHold.None });

        Assert.Equal(
            """{"event":"pace","heldBy":"uploadLimit"}""" + "\n" + """{"event":"pace","heldBy":"nothing"}""" + "\n", _output.ToString());
        Assert.EndsWith("(fewer frames: the upload limit is reached)", status.ToString());
    }

    [Fact]
    public void The_status_line_tells_of_viewers_that_are_behind_or_joining_where_there_are_some()
    {
        var status = new BroadcastStatus(new ViewerCount(200, 3, 0), 30, 1000, 2000, TimeSpan.FromSeconds(5));

        Assert.Contains("  200 viewers, 3 behind  ", status.ToString());
    }

    [Fact]
    public void The_summary_tells_all_that_was_added_up()
    {
        new JsonLines(_output).Summary(new BroadcastSummary(
            Frames: 10, OverwrittenPictures: 1, PublishedBytes: 100, UploadedBytes: 150, Copies: 1.25,
            MedianEncodeMs: 2.5, Seconds: 9, Viewers: 3));

        Assert.Equal(
            """{"event":"summary","frames":10,"overwrittenPictures":1,"publishedBytes":100,"uploadedBytes":150,"copies":1.25,"""
            + "\"medianEncodeMs\":2.5,\"seconds\":9,\"viewers\":3}\n",
            _output.ToString());
    }

    public void Dispose() => _output.Dispose();
}
