using System.Diagnostics.CodeAnalysis;
using ScreenShare.Frames;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>Opens what a person names with <c>file:</c>: pictures by this program, films and all else by ffmpeg.</summary>
internal static class FileSource
{
    // A PNG's frames that say 100 a second or more, or no pace at all, get ten, as in browsers. Of a GIF's, ffmpeg thinks so by itself.
    private static readonly string[] PngPace = ["-max_fps", "99", "-default_fps", "10"];

    /// <param name="loop">Play it for ever, whatever it says.</param>
    /// <param name="cancellation">Ends the wait for a film's first picture.</param>
    /// <exception cref="CaptureException">It cannot be shown: one sentence says why.</exception>
    public static IScreenSource Open(string path, bool loop, TimeProvider time, CancellationToken cancellation)
    {
        if (!TryFindPicture(path, out string? found)) return VideoSource.Open(path, loop, cancellation);

        byte[] file = PictureFile.Read(path, found);
        PictureOutline outline = PictureOutline.Of(file);
        if (!outline.IsWhole) throw VideoFile.Cannot(path, "the file is cut short");
        if (outline is { Format: PictureFormat.Webp, IsAnimated: true }) return OpenWebpAnimation(path, cancellation);
        PictureSize size = PictureFile.SizeOf(path, file);
        if (outline is { Format: PictureFormat.Png, IsAnimated: true } || IsTooLong(outline, size))
            return OpenAnimation(path, outline.Format, loop, cancellation);

        Image<Bgra32> image = PictureFile.Decode(path, file);
        return new PictureFileSource(path, image, new AnimationTimeline(DelaysOf(image), loop ? 0 : outline.Plays), time);
    }

    private static bool IsTooLong(PictureOutline outline, PictureSize size) =>
        outline.IsAnimated && (long)size.Width * size.Height * outline.Frames > PictureFile.AnimationPixelsMax;

    /// <summary>A file, and not a pipe, which is read once only, that begins as a picture does.</summary>
    private static bool TryFindPicture(string path, [NotNullWhen(true)] out string? found)
    {
        found = VideoFile.PathOf(VideoFile.AddressOf(path));
        if (found is null) return false;

        // Motion JPEG is one JPEG after another, and begins as the first of them.
        if (Path.GetExtension(found).ToUpperInvariant() is ".MJPEG" or ".MJPG") return false;
        return PictureOutline.FormatOf(PictureFile.ReadHead(path, found)) != PictureFormat.None;
    }

    private static VideoSource OpenAnimation(string path, PictureFormat format, bool loop, CancellationToken cancellation)
    {
        string[] times = loop ? ["-stream_loop", "-1"] : ["-ignore_loop", "0"]; // else as often as the file says
        return VideoSource.OpenAnimation(path, format == PictureFormat.Png ? [.. times, .. PngPace] : times, cancellation);
    }

    // A later ffmpeg may know it.
    private static VideoSource OpenWebpAnimation(string path, CancellationToken cancellation)
    {
        const string Reason = "it is an animated WebP, which neither this program nor this machine's ffmpeg can read; make a GIF of it";
        if (Ffmpeg.Path is null) throw VideoFile.Cannot(path, Reason);
        try
        {
            return VideoSource.OpenAnimation(path, [], cancellation);
        }
        catch (CaptureException refused)
        {
            throw VideoFile.Cannot(path, Reason, refused);
        }
    }

    private static IEnumerable<TimeSpan> DelaysOf(Image<Bgra32> image)
    {
        for (int i = 0; i < image.Frames.Count; i++)
            yield return TimeSpan.FromMilliseconds(10 * image.Frames[i].Metadata.GetGifMetadata().FrameDelay); // counted in hundredths
    }
}
