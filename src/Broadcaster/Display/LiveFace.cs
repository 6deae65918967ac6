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
        ClearLine();
        console.Write(new Text(typed.Text.Length > 0 ? typed.Shown(Width) : status.Line().Fit(Width)));
    }

    public void Answer(string line)
    {
        ClearLine();
        foreach (string part in WrappedText.Lines(PrintableText.Of(line), Width)) plain.Answer(part);
    }

    public void End(BroadcastSummary summary) => Answer(PlainFace.LastLine(summary));

    private int Width => Math.Max(console.Profile.Width - 1, 1); // the last column would make some terminals scroll

    private void ClearLine() => console.Write(new ControlCode("\r\u001b[K")); // to the line's start, and clear it (ECMA-48, EL)
}
