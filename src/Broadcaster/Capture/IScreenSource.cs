using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>
/// Where pictures come from. Used by the capture task alone: one call at a time, never two.
/// A fault of the machine (the display went away, standard input broke) is thrown as <see cref="CaptureException"/>.
/// </summary>
internal interface IScreenSource : IDisposable
{
    /// <summary>Size of the pictures it gives now; changes only by a <see cref="CaptureOutcome.Resized"/>.</summary>
    PictureSize Size { get; }

    /// <summary>What a person is told is being shown, such as "screen 0 of :1, 1920x1080".</summary>
    string Description { get; }

    /// <summary>True where a call waits for the next picture itself (standard input); false where the caller sets the pace.</summary>
    bool SetsThePace { get; }

    /// <summary>Why there will be no more pictures, in one line; null until <see cref="CaptureOutcome.Ended"/>.</summary>
    string? EndReason => null;

    /// <summary>As of the last call; never drawn into the picture. When it alone changed the outcome is Captured too.</summary>
    PointerState Pointer => PointerState.Hidden;

    /// <summary>
    /// What viewers are to be told as of the last call, in one line, such as that the window is minimised; null when there is nothing.
    /// It may change with any outcome.
    /// </summary>
    string? Notice => null;

    /// <summary>
    /// Brings <paramref name="picture"/>, which holds what the last call left in it, up to date. Some machines' faults make a call hang;
    /// <see cref="DetachedSource"/> lets go of such a one.
    /// </summary>
    /// <param name="picture">Of size <see cref="Size"/>; only areas that changed need writing. Lost when the call is cancelled.</param>
    ValueTask<CaptureOutcome> CaptureAsync(Picture picture, CancellationToken cancellation);

    /// <summary>
    /// Between two calls of <see cref="CaptureAsync"/>: returns at the first sign of something new, at once where there is no telling.
    /// </summary>
    /// <param name="atMost">Return then at the latest: not everything gives a sign, as the pointer does not.</param>
    ValueTask WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation) => ValueTask.CompletedTask;
}
