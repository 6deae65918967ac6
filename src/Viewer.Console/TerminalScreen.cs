using System.Runtime.InteropServices;
using System.Text;
using ScreenShare.CommandLine;

namespace ScreenShare.Viewer.Console;

/// <summary>
/// The terminal's alternate screen without a cursor, given back on every way out: disposal, and the end of the process without it.
/// Owned by the main loop; only the end of the process may come from elsewhere.
/// </summary>
internal sealed class TerminalScreen : IDisposable
{
    // xterm's private modes: 1049 alternate screen, 25 cursor, 7 wrap at the right edge, 2026 drawn at once (ignored where unknown).
    private const string Enter = "\e[?1049h\e[?25l\e[?7l\e[2J";
    private const string Leave = "\e[0m\e[?7h\e[?25h\e[?1049l";
    private const string BeginDrawing = "\e[?2026h";
    private const string EndDrawing = "\e[?2026l";

    private readonly Stream _output = System.Console.OpenStandardOutput();
    private readonly PosixSignalRegistration? _pause;
    private int _left; // 1: the terminal has been given back
    private volatile bool _isOver;

    public TerminalScreen()
    {
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        if (!OperatingSystem.IsWindows()) _pause = PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Pause); // Ctrl-Z
        Send(Enter);
    }

    /// <summary>False while it is given back, or somebody else's.</summary>
    public bool IsOurs => _left == 0 && TerminalOwner.MayDraw;

    /// <summary>Takes the screen again after a pause, when the shell has lent it again. True when it did: nothing stands on it.</summary>
    public bool Return()
    {
        if (_isOver || !TerminalOwner.MayDraw || Interlocked.Exchange(ref _left, 0) == 0) return false;
        Send(Enter);
        return true;
    }

    // Some terminals, serial lines among them, tell no size: then what terminals had before they could.
    public static int Columns => System.Console.WindowWidth is > 0 and var columns ? columns : 80;

    public static int Rows => System.Console.WindowHeight is > 0 and var rows ? rows : 24;

    /// <summary>Sends what was drawn, to appear at once.</summary>
    public void Draw(StringBuilder drawing) => Send($"{BeginDrawing}{drawing}{EndDrawing}");

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        _pause?.Dispose();
        _isOver = true;
        Restore();
    }

    // The runtime does not stop a program that has a say in the matter.
    private void Pause(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Restore();
        TerminalOwner.Stop();
    }

    private void OnProcessExit(object? sender, EventArgs e) => Restore();

    private void Restore()
    {
        if (Interlocked.Exchange(ref _left, 1) != 0) return;
        try
        {
            Send(Leave);
        }
        catch (IOException)
        {
            // the terminal has gone, and needs nothing back
        }
    }

    private void Send(string text)
    {
        _output.Write(Encoding.UTF8.GetBytes(text));
        _output.Flush();
    }
}
