using System.Runtime.InteropServices;

namespace ScreenShare.Viewer.CommandLine;

/// <summary>
/// The ways of being told to stop beyond Ctrl-C and SIGTERM: a terminal that is closed and Ctrl-\ (Ctrl-Break). They end a viewing in
/// order as well, so that the terminal is given back and the totals are told.
/// </summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration _hangUp;
    private readonly PosixSignalRegistration _quit;

    /// <param name="interrupted">Cancelled on Ctrl-C and SIGTERM.</param>
    public StopSignals(CancellationToken interrupted)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        _quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop);
    }

    /// <summary>Cancelled on any of them.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _hangUp.Dispose();
        _quit.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true; // the program ends by itself
        _stop.Cancel();
    }
}
