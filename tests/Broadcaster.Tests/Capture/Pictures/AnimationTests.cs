using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;
using ScreenShare.TestPrograms;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.Broadcaster.Tests.Capture.Pictures;

/// <summary>Animations as sources: GIF by this program, PNG by ffmpeg, WebP by neither.</summary>
public sealed class AnimationTests : IDisposable
{
    private const GifDisposalMethod Stays = GifDisposalMethod.NotDispose;

    private static readonly Bgra32 Red = new(255, 0, 0, 255);
    private static readonly Bgra32 Blue = new(0, 0, 255, 255);
    private static readonly Bgra32 White = new(255, 255, 255, 255);
    private static readonly Bgra32 Nothing = new(0, 0, 0, 0);

    private readonly PictureFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_gif_plays_at_its_own_pace_as_often_as_it_says_and_its_last_frame_stays()
    {
        string gif = _folder.Write("a.gif", Gif(repeats: 1, (Of(Red), 30, Stays), (Of(Blue), 1, Stays)));
        var time = new ManualTime();
        using IScreenSource source = PictureFolder.Open(gif, time: time);
        var picture = new Picture(source.Size);
        var shown = new List<(double Seconds, uint Pixel)>();
        long start = time.GetTimestamp();

        for (int i = 0; i < 4; i++)
        {
            Task<CaptureOutcome> call = source.CaptureAsync(picture, Cancellation).AsTask();
            while (!call.IsCompleted) await time.AdvanceToNextTimerAsync();
            Assert.Equal(CaptureOutcome.Captured, await call);
            shown.Add((Math.Round(time.GetElapsedTime(start).TotalSeconds, 3), picture.Pixel(3, 3)));
        }

        // 300 ms, then a delay that must be a mistake: 100 ms.
        Assert.Equal([(0, Red.PackedValue), (0.3, Blue.PackedValue), (0.4, Red.PackedValue), (0.7, Blue.PackedValue)], shown);
        Task<CaptureOutcome> never = source.CaptureAsync(picture, Cancellation).AsTask();
        time.Advance(TimeSpan.FromHours(1));
        Assert.False(never.IsCompleted);
        Assert.Equal($"picture {gif}, 8x6, 2 frames", source.Description);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_gif_told_to_loop_is_played_for_ever()
    {
        string gif = _folder.Write("a.gif", Gif(repeats: 1, (Of(Red), 30, Stays), (Of(Blue), 30, Stays)));
        var time = new ManualTime();
        using IScreenSource source = PictureFolder.Open(gif, loop: true, time);
        var picture = new Picture(source.Size);

        for (int i = 0; i < 21; i++)
        {
            Task<CaptureOutcome> call = source.CaptureAsync(picture, Cancellation).AsTask();
            while (!call.IsCompleted) await time.AdvanceToNextTimerAsync();
        }

        Assert.Equal(Red.PackedValue, picture.Pixel(0, 0));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(GifDisposalMethod.NotDispose, true, true)]
    [InlineData(GifDisposalMethod.RestoreToBackground, false, true)]
    [InlineData(GifDisposalMethod.RestoreToPrevious, true, false)]
    public async Task Frames_lie_on_those_before_them_as_they_say(GifDisposalMethod disposal, bool firstStays, bool secondShows)
    {
        // Left half red; then the right half blue; then one pixel, on what the others left.
        Bgra32 Left(int x, int y) => x < 4 ? Red : Nothing;
        Bgra32 Right(int x, int y) => x >= 4 ? Blue : Nothing;
        Bgra32 Dot(int x, int y) => (x, y) == (0, 0) ? Blue : Nothing;
        GifDisposalMethod first = disposal == GifDisposalMethod.RestoreToPrevious ? Stays : disposal;
        GifDisposalMethod second = disposal == GifDisposalMethod.RestoreToPrevious ? disposal : Stays;
        string gif = _folder.Write("a.gif", Gif(repeats: 0, (Left, 10, first), (Right, 10, second), (Dot, 10, Stays)));

        Picture last = await FrameAsync(gif, number: 3);

        Bgra32 left = firstStays ? Red : White;
        Bgra32 right = secondShows ? Blue : White;
        PictureFolder.AssertSame(last, (x, y) => (x, y) == (0, 0) ? Blue : x < 4 ? left : right);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_gif_shows_the_frames_that_ffmpeg_decodes()
    {
        string ffmpeg = Programs.Require("ffmpeg", "ffmpeg");
        string gif = _folder.At("test.gif");
        await Programs.RunAsync(
            ffmpeg, ["-loglevel", "error", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=5", "-frames:v", "8", gif], default, Cancellation);
        byte[] decoded = await Programs.RunAsync(
            ffmpeg, ["-loglevel", "error", "-i", gif, "-f", "rawvideo", "-pix_fmt", "bgra", "-"], default, Cancellation);

        for (int number = 1; number <= 8; number += 7)
        {
            Picture frame = await FrameAsync(gif, number);
            int bytes = frame.Pixels.Length;
            Assert.True(frame.Pixels.SequenceEqual(decoded.AsSpan((number - 1) * bytes, bytes)), $"frame {number}");
        }
    }

    [Fact]
    public async Task A_png_animation_is_played_by_ffmpeg_on_white_and_its_last_frame_stays()
    {
        string ffmpeg = Programs.Require("ffmpeg", "ffmpeg");
        string png = _folder.At("a.png");
        string[] drawn = ["-loglevel", "error", "-f", "lavfi", "-i", "color=red@0.0:size=32x16:rate=20,format=rgba,trim=end_frame=2"];
        string[] then = ["-f", "lavfi", "-i", "color=blue:size=32x16:rate=20,format=rgba,trim=end_frame=2"];
        await Programs.RunAsync(
            ffmpeg, [.. drawn, .. then, "-filter_complex", "concat", "-plays", "1", "-f", "apng", png], default, Cancellation);
        using IScreenSource source = PictureFolder.Open(png);
        var picture = new Picture(source.Size);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await source.CaptureAsync(picture, over.Token);
        Assert.Equal(White.PackedValue, picture.Pixel(5, 5));
        await source.UntilAsync(picture, () => (picture.Pixel(5, 5) & 0xFF) > 200 && (picture.Pixel(5, 5) & 0xFF00) == 0);
        over.CancelAfter(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await source.CaptureAsync(picture, over.Token) == CaptureOutcome.Captured) { }
        });
        Assert.Null(source.EndReason);
    }

    [Fact]
    public async Task A_webp_animation_says_what_can_be_done_or_is_shown()
    {
        string ffmpeg = Programs.Require("ffmpeg", "ffmpeg");
        string webp = _folder.At("a.webp");
        string[] drawn = ["-loglevel", "error", "-f", "lavfi", "-i", "testsrc=size=32x16:rate=5", "-frames:v", "3"];
        await Programs.RunAsync(ffmpeg, [.. drawn, webp], default, Cancellation);

        try
        {
            using IScreenSource shown = PictureFolder.Open(webp); // by an ffmpeg that has learnt it
            Assert.Equal(new PictureSize(32, 16), shown.Size);
        }
        catch (CaptureException refused)
        {
            Assert.Contains("it is an animated WebP", refused.Message, StringComparison.Ordinal);
            Assert.EndsWith("make a GIF of it", refused.Message);
        }
    }

    [Fact]
    public void A_gif_too_long_to_be_held_is_played_by_ffmpeg()
    {
        Programs.Require("ffmpeg", "ffmpeg");
        byte[] small = Gif(repeats: 0, (Of(Red), 10, Stays), (Of(Blue), 10, Stays), (Of(Red), 10, Stays), (Of(Blue), 10, Stays));
        (small[6], small[7], small[8], small[9]) = (0x04, 0x10, 0x04, 0x10); // 4100x4100, four times: past the limit

        using IScreenSource source = PictureFolder.Open(_folder.Write("long.gif", small));

        Assert.IsType<VideoSource>(source);
        Assert.Equal(new PictureSize(4100, 4100), source.Size);
    }

    public void Dispose() => _folder.Dispose();

    private static Func<int, int, Bgra32> Of(Bgra32 colour) => (_, _) => colour;

    private static byte[] Gif(ushort repeats, params (Func<int, int, Bgra32> Pixel, int Delay, GifDisposalMethod Disposal)[] frames)
    {
        using Image<Bgra32> gif = Drawn.Image(8, 6, frames[0].Pixel);
        foreach (var (pixel, _, _) in frames[1..])
        {
            using Image<Bgra32> frame = Drawn.Image(8, 6, pixel);
            gif.Frames.AddFrame(frame.Frames.RootFrame);
        }

        for (int i = 0; i < frames.Length; i++)
        {
            GifFrameMetadata metadata = gif.Frames[i].Metadata.GetGifMetadata();
            (metadata.FrameDelay, metadata.DisposalMethod) = (frames[i].Delay, frames[i].Disposal);
        }

        gif.Metadata.GetGifMetadata().RepeatCount = (ushort)(repeats == 1 ? 2 : repeats);
        byte[] file = gif.Encoded(new GifEncoder { ColorTableMode = GifColorTableMode.Local });
        int name = file.AsSpan().IndexOf("NETSCAPE2.0"u8);
        file[name + 13] = (byte)repeats;
        return file;
    }

    private static async Task<Picture> FrameAsync(string path, int number)
    {
        var time = new ManualTime();
        using IScreenSource source = PictureFolder.Open(path, time: time);
        var picture = new Picture(source.Size);
        for (int i = 0; i < number; i++)
        {
            Task<CaptureOutcome> call = source.CaptureAsync(picture, Cancellation).AsTask();
            while (!call.IsCompleted) await time.AdvanceToNextTimerAsync();
            await call;
        }

        return picture;
    }
}
