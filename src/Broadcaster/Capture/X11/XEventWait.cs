namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// Waits until the server has sent something, on a thread of its own: Xlib cannot be awaited, and a thread of the pool is not to be held.
/// Used by the task that uses the display, between its calls.
/// </summary>
internal sealed class XEventWait : IDisposable
{
    private readonly XDisplay _display;
    private readonly int _socket;
    private readonly Thread _thread;
    private readonly AutoResetEvent _asked = new(initialState: false);
    private volatile TaskCompletionSource? _waiting;
    private volatile int _milliseconds;
    private volatile bool _isDisposed;

    public XEventWait(XDisplay display)
    {
        _display = display;
        _socket = LibX11.XConnectionNumber(display.Handle);
        _thread = new Thread(Run) { IsBackground = true, Name = "X events" };
        _thread.Start();
    }

    /// <summary>Returns when an event waits, when the connection breaks, or after so long.</summary>
    public async ValueTask WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        // Sends what is buffered; and what an earlier answer brought along is no longer in the socket.
        if (_display.IsLost || LibX11.XPending(_display.Handle) > 0) return;
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _milliseconds = (int)atMost.TotalMilliseconds;
        _waiting = waiting;
        _asked.Set();
        await waiting.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits for a wait that was given up.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _asked.Set();
        _thread.Join();
        _asked.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _asked.WaitOne();
            if (_isDisposed) return;
            LibC.WaitForInput(_socket, _milliseconds);
            _waiting?.TrySetResult();
        }
    }
}
