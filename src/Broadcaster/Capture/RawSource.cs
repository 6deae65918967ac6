using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>
/// Pictures another program writes as bare BGRA rows, one frame after the other, usually to standard input
/// (<c>ffmpeg … -f rawvideo -pix_fmt bgra -</c>). Owns the stream.
/// </summary>
internal sealed class RawSource : IScreenSource
{
    private readonly Stream _frames;
    private readonly byte[] _frame;
    private readonly PixelCopy _copy;
    private readonly CancellationTokenSource _disposed = new();
    private long _framesRead;

    // A read from a pipe cannot always be stopped. One that was abandoned is taken up again by the next call, so that
    // cancelling loses no bytes.
    private Task<int>? _reading;

    /// <param name="copy">What becomes of alpha; by itself it is ignored.</param>
    public RawSource(Stream frames, PictureSize size, PixelCopy? copy = null)
    {
        _frames = frames;
        _copy = copy ?? OpaquePixels.Copy;
        Size = size;
        _frame = GC.AllocateUninitializedArray<byte>(size.StrideBytes * size.Height);
    }

    /// <summary>Copies whole BGRA pixels and makes them opaque.</summary>
    public delegate void PixelCopy(ReadOnlySpan<byte> from, Span<byte> to);

    public PictureSize Size { get; }

    public string Description => $"raw BGRA frames, {Size}";

    public bool SetsThePace => true;

    public string? EndReason { get; private set; }

    /// <summary>Waits for a whole frame; a torn one never reaches the picture.</summary>
    public async ValueTask<CaptureOutcome> CaptureAsync(Picture picture, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(picture.Size, Size);
        if (EndReason is not null) return CaptureOutcome.Ended;

        int bytes = await NextFrameAsync(cancellation).ConfigureAwait(false);
        if (bytes < _frame.Length)
        {
            EndReason = bytes == 0
                ? $"the input ended after {_framesRead} frames"
                : $"the input ended within frame {_framesRead + 1}: {bytes} of the {_frame.Length} bytes of {Size} BGRA came";
            return CaptureOutcome.Ended;
        }

        _framesRead++;
        _copy(_frame, picture.Pixels);
        return CaptureOutcome.Captured;
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _frames.Dispose();
        _disposed.Dispose();
    }

    private async Task<int> NextFrameAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _reading ??= _frames.ReadAtLeastAsync(_frame, _frame.Length, throwOnEndOfStream: false, _disposed.Token).AsTask();
        try
        {
            int bytes = await _reading.WaitAsync(cancellation).ConfigureAwait(false);
            _reading = null;
            return bytes;
        }
        catch (IOException broken)
        {
            throw new CaptureException($"the raw input cannot be read: {broken.Message}", broken);
        }
    }
}
