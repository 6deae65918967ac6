using ScreenShare.Broadcaster.Capture.TestPicture;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>
/// The drawn desktop as a source, for trying things out where there is no screen. Every call draws the next frame number, from 0;
/// what a frame shows depends on size, seed and number alone.
/// </summary>
internal sealed class TestPictureSource : IScreenSource
{
    public static readonly PictureSize DefaultSize = new(1280, 720);

    private readonly Desktop _desktop;
    private readonly ulong _seed;

    public TestPictureSource(PictureSize size, ulong seed)
    {
        Size = size;
        _seed = seed;
        _desktop = new Desktop(size, seed);
    }

    public PictureSize Size { get; }

    public string Description => $"test picture, {Size}, seed {_seed}";

    public bool SetsThePace => false;

    /// <summary>The number of the frame that the next call draws.</summary>
    public long NextFrame { get; private set; }

    /// <summary>A frame from scratch: what the source shows as its frame <paramref name="frame"/>.</summary>
    public static Picture Draw(PictureSize size, ulong seed, long frame)
    {
        var picture = new Picture(size);
        new Desktop(size, seed).PaintAll(picture, frame);
        return picture;
    }

    public ValueTask<CaptureOutcome> CaptureAsync(Picture picture, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(picture.Size, Size);
        cancellation.ThrowIfCancellationRequested();
        if (NextFrame == 0) _desktop.PaintAll(picture, NextFrame);
        else _desktop.PaintChanges(picture, NextFrame);
        NextFrame++;
        return new ValueTask<CaptureOutcome>(CaptureOutcome.Captured);
    }

    public void Dispose() { }
}
