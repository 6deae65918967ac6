using System.Text;

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
    private int _left;

    public TerminalScreen()
    {
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        Send(Enter);
    }

    public static int Columns => Math.Max(System.Console.WindowWidth, 1);

    public static int Rows => Math.Max(System.Console.WindowHeight, 1);

    /// <summary>Sends what was drawn, to appear at once.</summary>
    public void Draw(StringBuilder drawing) => Send($"{BeginDrawing}{drawing}{EndDrawing}");

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        Restore();
    }

    private void OnProcessExit(object? sender, EventArgs e) => Restore();

    private void Restore()
    {
        if (Interlocked.Exchange(ref _left, 1) != 0)
            return;
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
