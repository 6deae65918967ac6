using System.CommandLine;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>What <c>sources</c> prints: everything that <c>--source</c> would take here.</summary>
internal static class SourceListing
{
    public static Command Define(Command command)
    {
        command.Description = "List what --source can show here: monitors, windows, videos";
        command.SetExamples(new CommandExample("", "then share one of them with --source"));
        command.SetAction(_ => Write(Console.Out, DesktopSession.OfThisProcess()));
        return command;
    }

    public static void Write(TextWriter output, DesktopSession session)
    {
        WriteScreen(output, session);
        WriteLine(output, Ffmpeg.Path is { } ffmpeg
            ? $"file:PATH          any picture (PNG, JPEG, GIF, BMP, WebP), and any video, through {ffmpeg}"
            : "file:PATH          any picture (PNG, JPEG, GIF, BMP, WebP); no video: there is no ffmpeg on the PATH");
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
            WriteLine(output, $"screen             all of {display.Name}, {root.Width}x{root.Height}");
            foreach (ScreenMonitor monitor in ScreenMonitor.All(display)) WriteLine(output, $"screen:{monitor.Number,-11} {monitor}");
            if (X11Library.WhatIsMissing(X11Library.Randr) is { } noPart) WriteLine(output, $"screen:N           not here: {noPart}");
            output.WriteLine("region:X,Y,WxH     a part of the screen");
            foreach (NamedWindow window in NamedWindow.All(display)) WriteLine(output, Line(window));
            if (X11Library.WhatIsMissing(X11Library.Composite, X11Library.Damage, X11Library.Fixes) is { } noWindows)
                WriteLine(output, $"window:NAME        not here: {noWindows}");
        }
        catch (CaptureException none)
        {
            WriteLine(output, $"screen             not here: {none.Message}");
        }
    }

    private static string Line(NamedWindow window)
    {
        string named = $"window:0x{window.Id,-9:x} {window.Width}x{window.Height} '{window.ShortTitle}'";
        return window.Obstacle is { } obstacle ? $"{named} {obstacle}" : named;
    }

    // What windows, monitors and folders are called is anybody's.
    private static void WriteLine(TextWriter output, string line) => output.WriteLine(PrintableText.Of(line));
}
