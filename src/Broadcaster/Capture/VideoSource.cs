using System.Buffers.Binary;
using ScreenShare.Broadcaster.Capture.Pictures;
using ScreenShare.CommandLine;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>
/// Any video that ffmpeg can read, at its own pace, and what else ffmpeg captures. It writes bare BGRA frames into a pipe and waits
/// when nobody reads them.
/// </summary>
internal sealed class VideoSource : IScreenSource
{
    /// <summary>More pictures a second than anybody sees; some files claim a thousand.</summary>
    private const string FramesPerSecondMax = "60";

    /// <summary>The first film: a cover picture, which the file may have before it, is none ("V" and not "v").</summary>
    private static readonly string[] Film = ["-map", "0:V:0"];

    private readonly string _name;
    private readonly bool _lastStays;
    private readonly ChildProcess _ffmpeg;
    private readonly RawSource _frames;
    private readonly Task<string> _complaints;
    private long _shown;

    private VideoSource(string name, ChildProcess ffmpeg, PictureSize size, bool isAnimation)
    {
        _name = name;
        _lastStays = isAnimation;
        _ffmpeg = ffmpeg;
        _frames = new RawSource(ffmpeg.StandardOutput.BaseStream, size, isAnimation ? TranslucentPixels.CopyOverGround : OpaquePixels.Copy);
        _complaints = ffmpeg.StandardError.ReadToEndAsync();
        ffmpeg.StandardInput.Close();
    }

    public PictureSize Size => _frames.Size;

    public string Description => $"video {PrintableText.Of(_name)}, {Size}";

    public bool SetsThePace => true;

    public string? EndReason { get; private set; }

    /// <param name="loop">Begin again at the end.</param>
    /// <param name="cancellation">Ends the wait for a first picture, which may never come: nobody need write to a FIFO.</param>
    /// <exception cref="CaptureException">There is no ffmpeg, or it cannot read the file.</exception>
    public static VideoSource Open(string path, bool loop, CancellationToken cancellation = default)
    {
        string[] input = ["-i", VideoFile.AddressOf(path)];
        string[] pace = loop ? ["-stream_loop", "-1", "-re"] : ["-re"];
        return Open(path, pace, input, Timeout.InfiniteTimeSpan, cancellation);
    }

    /// <summary>A picture that moves, whose pixels may be seen through, and whose last frame stays.</summary>
    /// <param name="options">Of the input: how often it is played, and the like.</param>
    /// <exception cref="CaptureException">There is no ffmpeg, or it cannot read the file.</exception>
    public static VideoSource OpenAnimation(string path, string[] options, CancellationToken cancellation)
    {
        string[] input = ["-i", VideoFile.AddressOf(path)];
        return Open(path, [.. options, "-re"], input, Timeout.InfiniteTimeSpan, isAnimation: true, cancellation);
    }

    /// <summary>Whatever ffmpeg can be told to read.</summary>
    /// <param name="name">What a person is told it is.</param>
    /// <param name="pace">Options of the input, but not for a look at its first picture.</param>
    /// <param name="input">Ends with <c>-i</c> and the input's address.</param>
    /// <param name="firstPictureMax">Until its first picture comes.</param>
    /// <exception cref="CaptureException">There is no ffmpeg, or it cannot read this.</exception>
    public static VideoSource Open(
        string name, string[] pace, string[] input, TimeSpan firstPictureMax, CancellationToken cancellation = default) =>
        Open(name, pace, input, firstPictureMax, isAnimation: false, cancellation);

    public async ValueTask<CaptureOutcome> CaptureAsync(Picture picture, CancellationToken cancellation)
    {
        CaptureOutcome outcome = await _frames.CaptureAsync(picture, cancellation).ConfigureAwait(false);
        if (outcome == CaptureOutcome.Captured) _shown++;
        if (outcome != CaptureOutcome.Ended) return outcome;

        await _ffmpeg.WaitForExitAsync(cancellation).ConfigureAwait(false);
        string complaints = await _complaints.WaitAsync(cancellation).ConfigureAwait(false);
        string? fault = _ffmpeg.ExitCode == 0 ? VideoFault.OfEnd(complaints) : VideoFault.Of(complaints);
        if ((_shown == 1 || _lastStays) && _ffmpeg.ExitCode == 0 && fault is null)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false); // stills stay, and last frames of animations
        EndReason ??= WhyEnded(fault);
        return outcome;
    }

    public void Dispose()
    {
        _ffmpeg.Dispose();
        _frames.Dispose();
    }

    private static VideoSource Open(
        string name, string[] pace, string[] input, TimeSpan firstPictureMax, bool isAnimation, CancellationToken cancellation)
    {
        PictureSize size = SizeOf(name, input, firstPictureMax, cancellation);
        string[] output = [.. Film, "-fpsmax", FramesPerSecondMax, "-f", "rawvideo", "-pix_fmt", "bgra", "-"];
        return new VideoSource(name, Ffmpeg.Start([.. pace, .. input, .. output]), size, isAnimation);
    }

    /// <summary>As ffmpeg shows it, turned upright where the file says so: the first frame as a BMP, whose header names its size.</summary>
    private static PictureSize SizeOf(string name, string[] input, TimeSpan firstPictureMax, CancellationToken cancellation)
    {
        const int headBytes = 26;
        const int widthAt = 18;
        const int heightAt = 22;
        string[] output = [.. Film, "-frames:v", "1", "-f", "image2pipe", "-c:v", "bmp", "-pix_fmt", "bgra", "-"];
        using ChildProcess ffmpeg = Ffmpeg.Start([.. input, .. output]);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(firstPictureMax);
        using CancellationTokenRegistration end = patience.Token.Register(ffmpeg.End);
        ffmpeg.StandardInput.Close();
        Task<string> complaints = ffmpeg.StandardError.ReadToEndAsync(CancellationToken.None); // it ends with ffmpeg
        var head = new byte[headBytes];
        int read = ffmpeg.StandardOutput.BaseStream.ReadAtLeast(head, headBytes, throwOnEndOfStream: false);
        ffmpeg.StandardOutput.BaseStream.CopyTo(Stream.Null);
        ffmpeg.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (read < headBytes) throw VideoFile.Cannot(name, VideoFault.Of(complaints.Result) ?? "it has no picture");

        // A BMP whose rows go from top to bottom has a negative height.
        int width = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(widthAt));
        int height = Math.Abs(BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(heightAt)));
        return width is >= 1 and <= PictureSize.EdgeMax && height is >= 1 and <= PictureSize.EdgeMax
            ? new PictureSize(width, height)
            : throw VideoFile.Cannot(
                name, $"it is {width}x{height}, and no edge may be above {PictureSize.EdgeMax} pixels; make a smaller one of it");
    }

    private string WhyEnded(string? fault)
    {
        string name = PrintableText.Of(_name);
        return fault is null
            ? $"{name} has ended: {_frames.EndReason}"
            : $"{name} cannot be shown any further after {_shown} frames: {fault}";
    }
}
