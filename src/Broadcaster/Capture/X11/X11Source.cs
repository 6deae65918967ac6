using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// What is shown of an X server, the screen or a window: it lives as long as its connection, and a connection that is lost ends a
/// capture before what was read is believed. Calls block until the server answers.
/// </summary>
internal abstract class X11Source(XDisplay display) : IScreenSource
{
    public PictureSize Size { get; protected set; }

    public abstract string Description { get; }

    public bool SetsThePace => false;

    public string? EndReason { get; protected set; }

    public abstract PointerState Pointer { get; }

    public abstract string? Notice { get; }

    protected XDisplay Display { get; } = display;

    public ValueTask<CaptureOutcome> CaptureAsync(Picture picture, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(picture.Size, Size);
        cancellation.ThrowIfCancellationRequested();
        Display.ThrowIfLost();
        CaptureOutcome outcome = Capture(picture);
        Display.ThrowIfLost();
        return new ValueTask<CaptureOutcome>(outcome);
    }

    public abstract ValueTask WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation);

    public void Dispose()
    {
        DisposeParts();
        Display.Dispose();
    }

    /// <summary>Opens the display, which then belongs to the source; closed again when there is none.</summary>
    protected static T Open<T>(string? displayName, Func<XDisplay, T> create)
    {
        XDisplay display = XDisplay.Open(displayName);
        try
        {
            return create(display);
        }
        catch
        {
            display.Dispose();
            throw;
        }
    }

    protected abstract CaptureOutcome Capture(Picture picture);

    /// <summary>Whatever needs the display still.</summary>
    protected abstract void DisposeParts();
}
