using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture;

public sealed class VideoSourceTests : IDisposable
{
    private const int Frames = 10;
    private static readonly PictureSize Size = new(160, 90);

    private readonly string _folder = Directory.CreateTempSubdirectory("screenshare-video").FullName;
    private readonly string _ffmpeg = Programs.Require("ffmpeg", "ffmpeg");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_frames_are_those_that_ffmpeg_decodes_by_itself()
    {
        string video = await MakeAsync();
        byte[] decoded = await Programs.RunAsync(
            _ffmpeg, ["-loglevel", "error", "-i", video, "-f", "rawvideo", "-pix_fmt", "bgra", "-"], default, Cancellation);
        using VideoSource source = VideoSource.Open(video, loop: false, Cancellation);
        var picture = new Picture(source.Size);

        for (int frame = 0; frame < Frames; frame++)
        {
            Assert.Equal(CaptureOutcome.Captured, await source.CaptureAsync(picture, Cancellation));
            Assert.True(picture.Pixels.SequenceEqual(decoded.AsSpan(frame * picture.Pixels.Length, picture.Pixels.Length)));
        }

        Assert.Equal(CaptureOutcome.Ended, await source.CaptureAsync(picture, Cancellation));
        Assert.Equal(Size, source.Size);
        Assert.Equal($"{video} has ended: the input ended after 10 frames", source.EndReason);
    }

    [Fact]
    public async Task A_looped_video_begins_again()
    {
        using VideoSource source = VideoSource.Open(await MakeAsync(), loop: true, Cancellation);
        var picture = new Picture(source.Size);
        await source.CaptureAsync(picture, Cancellation);
        string first = picture.Digest();

        for (int frame = 0; frame < Frames; frame++) await source.CaptureAsync(picture, Cancellation);

        Assert.Equal(first, picture.Digest());
    }

    [Fact]
    public void A_file_that_is_none_is_named_with_ffmpegs_reason()
    {
        CaptureException refused = Assert.Throws<CaptureException>(
            () => VideoSource.Open(Path.Combine(_folder, "none.mkv"), loop: false, Cancellation));

        Assert.Contains("none.mkv", refused.Message, StringComparison.Ordinal);
        Assert.Contains("no such file", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Another_input_of_ffmpegs_is_shown_by_its_name()
    {
        string[] input = ["-f", "lavfi", "-i", "color=red:size=32x16"];
        using VideoSource source = VideoSource.Open("a red screen", [], input, TimeSpan.FromMinutes(1), Cancellation);
        var picture = new Picture(source.Size);

        Assert.Equal(CaptureOutcome.Captured, await source.CaptureAsync(picture, Cancellation));

        Assert.Equal("video a red screen, 32x16", source.Description);
        Assert.Equal(255, picture.Pixels[3]);
        Assert.InRange(picture.Pixels[2], 250, 255);
    }

    [Fact]
    public async Task An_input_that_gives_no_picture_is_waited_for_no_longer_than_allowed()
    {
        string silent = Path.Combine(_folder, "silent");
        await Programs.RunAsync(Programs.Require("mkfifo", "coreutils"), [silent], default, Cancellation);

        CaptureException refused = Assert.Throws<CaptureException>(
            () => VideoSource.Open("a silent screen", [], ["-i", silent], TimeSpan.FromMilliseconds(200), Cancellation));

        Assert.Equal("a silent screen cannot be shown: it has no picture", refused.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Lossless, and in the colours of screens, so that there is one right answer.
    private async Task<string> MakeAsync()
    {
        string video = Path.Combine(_folder, "video.mkv");
        string[] drawn = ["-loglevel", "error", "-f", "lavfi", "-i", $"testsrc=size={Size}:rate=20", "-frames:v", $"{Frames}"];
        await Programs.RunAsync(_ffmpeg, [.. drawn, "-c:v", "ffv1", "-pix_fmt", "bgr0", video], default, Cancellation);
        return video;
    }
}
