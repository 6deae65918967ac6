using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.CommandLine;
using Spectre.Console;

namespace ScreenShare.Broadcaster.Display;

/// <summary>For a person at a terminal: one status line, drawn over again, and in its place what is being typed.</summary>
/// <param name="typed">The line being typed.</param>
internal sealed class LiveFace(IAnsiConsole console, PlainFace plain, TypedLine typed) : IBroadcastFace
{
    /// <summary>Typed letters are drawn as often.</summary>
    public TimeSpan StatusEvery => TimeSpan.FromMilliseconds(250);

    public void Begin(BroadcastInvitation invitation)
    {
        // Plain: the console would wrap the link at the terminal's edge, and what is wrapped cannot be copied whole.
        plain.Begin(invitation);
        console.WriteLine("Ctrl-C ends the broadcast; ? tells what can be typed.");
    }

    public void Frame(FrameReport report) { }

    public void Status(BroadcastStatus status)
    {
        if (!TerminalOwner.MayDraw) return; // the shell's, after Ctrl-Z and bg
        int width = Math.Max(console.Profile.Width - 1, 1); // the last column would make some terminals scroll
        string line = typed.Text.Length > 0 ? $"> {typed.Text}" : status.Line().Fit(width);
        console.Write(new ControlCode("\r\u001b[K")); // to the line's start, and clear it (ECMA-48, EL)
        console.Write(new Text(line.Length > width ? line[..width] : line));
    }

    public void Answer(string line)
    {
        console.Write(new ControlCode("\r\u001b[K"));
        plain.Answer(line);
    }

    public void End(BroadcastSummary summary)
    {
        console.Write(new ControlCode("\r\u001b[K"));
        plain.End(summary);
    }
}
