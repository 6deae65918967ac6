using System.Runtime.InteropServices;
using ScreenShare.CommandLine;
using ScreenShare.Frames;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>
/// A picture's file, as it was when it was opened. A still picture stays until the broadcast is told to end; an animation plays at its own
/// pace as often as it says, and its last frame stays. Owns the picture.
/// </summary>
internal sealed class PictureFileSource : IScreenSource
{
    private readonly Image<Bgra32> _image;
    private readonly AnimationTimeline _timeline;
    private readonly TimeProvider _time;
    private readonly string _name;
    private long _start;
    private TimeSpan _until = TimeSpan.Zero; // none was shown yet

    /// <param name="name">What a person called it.</param>
    public PictureFileSource(string name, Image<Bgra32> image, AnimationTimeline timeline, TimeProvider time)
    {
        (_name, _image, _timeline, _time) = (name, image, timeline, time);
        Size = new PictureSize(image.Width, image.Height);
    }

    public PictureSize Size { get; }

    public string Description =>
        $"picture {PrintableText.Of(_name)}, {Size}" + (_image.Frames.Count > 1 ? $", {_image.Frames.Count} frames" : "");

    public bool SetsThePace => true;

    public async ValueTask<CaptureOutcome> CaptureAsync(Picture picture, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(picture.Size, Size);
        cancellation.ThrowIfCancellationRequested();
        if (_until == TimeSpan.Zero) _start = _time.GetTimestamp();
        else await WaitAsync(cancellation).ConfigureAwait(false);

        // One that is late passes over what was due meanwhile.
        (int frame, _until) = _timeline.At(_time.GetElapsedTime(_start));
        Draw(_image.Frames[frame], picture);
        return CaptureOutcome.Captured;
    }

    public void Dispose() => _image.Dispose();

    private async Task WaitAsync(CancellationToken cancellation)
    {
        if (_until == TimeSpan.MaxValue) await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellation).ConfigureAwait(false);

        // A timer counts whole milliseconds, and may be a fraction of one early.
        while (_until - _time.GetElapsedTime(_start) is { Ticks: > 0 } left)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), _time, cancellation).ConfigureAwait(false);
    }

    private static void Draw(ImageFrame<Bgra32> frame, Picture picture) => frame.ProcessPixelRows(rows =>
    {
        for (int y = 0; y < rows.Height; y++) TranslucentPixels.CopyOverGround(MemoryMarshal.AsBytes(rows.GetRowSpan(y)), picture.Row(y));
    });
}
