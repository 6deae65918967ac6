using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>What <c>sources</c> prints: everything that <c>--source</c> would take here.</summary>
internal static class SourceListing
{
    public static void Write(TextWriter output, DesktopSession session)
    {
        WriteScreen(output, session);
        output.WriteLine(Ffmpeg.Path is { } ffmpeg
            ? $"file:PATH          any video, through {ffmpeg}"
            : "file:PATH          not here: there is no ffmpeg on the PATH");
        output.WriteLine("test[:WxH]         a drawn desktop");
        output.WriteLine("raw:WxH            BGRA frames on standard input");
    }

    private static void WriteScreen(TextWriter output, DesktopSession session)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
        {
            output.WriteLine("screen             all of it");
            return;
        }

        try
        {
            if (session.WhyNoScreen() is { } reason) throw new CaptureException(reason);
            using XDisplay display = XDisplay.Open(session.X11Display);
            XWindowAttributes root = display.RootAttributes();
            output.WriteLine($"screen             all of {display.Name}, {root.Width}x{root.Height}");
            foreach (ScreenMonitor monitor in ScreenMonitor.All(display)) output.WriteLine($"screen:{monitor.Number,-11} {monitor}");
            output.WriteLine("region:X,Y,WxH     a part of the screen");
            foreach (NamedWindow window in NamedWindow.All(display))
                output.WriteLine($"window:0x{window.Id,-9:x} {window.Width}x{window.Height} '{Printable(window.Title)}'");
        }
        catch (CaptureException none)
        {
            output.WriteLine($"screen             not here: {none.Message}");
        }
    }

    // Titles are anybody's: no escape sequence of theirs may reach the terminal.
    private static string Printable(string title) => string.Concat(title.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
