using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>
/// Ctrl-C and what a service manager sends, as a cancellation: the first asks for a clean end, the second ends the process as ever.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignal()
    {
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
        _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    public CancellationToken Asked => _asked.Token;

    public void Dispose()
    {
        // The source of the token is left: a signal that is being handled right now still cancels it, and it holds no timer.
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_asked.IsCancellationRequested) return;
        context.Cancel = true;
        _asked.Cancel();
    }
}
