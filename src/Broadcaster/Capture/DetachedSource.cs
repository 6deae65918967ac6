using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>
/// A source that is opened, asked and closed on a thread of its own, so that one which hangs holds up nobody: a cancelled call comes back
/// at once, and the thread that is still in it is left behind.
/// </summary>
internal sealed class DetachedSource : IScreenSource
{
    /// <summary>Closing takes milliseconds, or for ever.</summary>
    private static readonly TimeSpan CloseAtMost = TimeSpan.FromMilliseconds(250);

    private readonly SourceThread _thread;
    private readonly IScreenSource _source;
    private volatile State _state;
    private bool _isDisposed;

    private DetachedSource(SourceThread thread, IScreenSource source)
    {
        _thread = thread;
        _source = source;
        _state = State.Of(source);
        Description = source.Description;
        SetsThePace = source.SetsThePace;
    }

    public PictureSize Size => _state.Size;

    /// <summary>As of the start: asking for it later might hang.</summary>
    public string Description { get; }

    public bool SetsThePace { get; }

    public string? EndReason => _state.EndReason;

    public PointerState Pointer => _state.Pointer;

    public string? Notice => _state.Notice;

    /// <param name="open">Called on the source's thread. Should it end only after <paramref name="cancellation"/>, the source is closed
    /// again.</param>
    /// <exception cref="CaptureException">The source cannot be had.</exception>
    public static async Task<DetachedSource> OpenAsync(Func<CancellationToken, IScreenSource> open, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var thread = new SourceThread();
        IScreenSource? opened = null;
        Task<DetachedSource> opening = thread.RunAsync(() => new DetachedSource(thread, opened = open(cancellation)));
        try
        {
            return await opening.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            thread.TryEnd(() => opened?.Dispose(), CloseAtMost);
            throw;
        }
    }

    public async ValueTask<CaptureOutcome> CaptureAsync(Picture picture, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Task<CaptureOutcome> call = _thread.RunAsync(() =>
        {
            CaptureOutcome outcome = _source.CaptureAsync(picture, cancellation).AsTask().GetAwaiter().GetResult();
            _state = State.Of(_source);
            return outcome;
        });
        return await call.WaitAsync(cancellation).ConfigureAwait(false);
    }

    public async ValueTask WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Task<bool> call = _thread.RunAsync(() =>
        {
            _source.WaitForNewsAsync(atMost, cancellation).AsTask().GetAwaiter().GetResult();
            return true;
        });
        await call.WaitAsync(cancellation).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _thread.TryEnd(_source.Dispose, CloseAtMost);
    }

    /// <summary>What the source says of itself after a call; it may not be asked while one is under way.</summary>
    private sealed record State(PictureSize Size, string? EndReason, PointerState Pointer, string? Notice)
    {
        public static State Of(IScreenSource source) => new(source.Size, source.EndReason, source.Pointer, source.Notice);
    }
}
