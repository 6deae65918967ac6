using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Display;

/// <summary>For a person who reads it later: lines of text, a status now and then.</summary>
/// <param name="place">What <paramref name="output"/> leads to.</param>
internal sealed class PlainFace(TextWriter output, QrPlace place = default) : IBroadcastFace
{
    public TimeSpan StatusEvery => TimeSpan.FromSeconds(5);

    public void Begin(BroadcastInvitation invitation)
    {
        foreach (string line in invitation.Lines(place)) output.WriteLine(line);
        output.Flush();
    }

    public void Frame(FrameReport report) { }

    public void Status(BroadcastStatus status)
    {
        output.WriteLine(status.Line().Fit(place.Columns ?? int.MaxValue));
        output.Flush();
    }

    public void Answer(string line)
    {
        output.WriteLine(PrintableText.Of(line));
        output.Flush();
    }

    public void End(BroadcastSummary summary)
    {
        output.WriteLine(LastLine(summary));
        output.Flush();
    }

    public static string LastLine(BroadcastSummary summary) => $"Ended: {summary}.";
}
