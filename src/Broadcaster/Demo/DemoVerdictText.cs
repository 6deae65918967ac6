using ScreenShare.Broadcaster.Display;
using ScreenShare.CommandLine;
using Spectre.Console;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>What the demo says to a person at its beginning and at its end.</summary>
/// <param name="watchCommand">Typed before a quoted link, to watch.</param>
internal sealed class DemoVerdictText(IAnsiConsole console, TextWriter output, string watchCommand)
{
    private const string Legend = """
        Shown: of the pictures published while the viewer was in.
        Delay: capture to screen, median and 95th percentile.
        Source, Viewers: bytes by who delivered them.
        Last: the viewer's last picture and the broadcaster's, pixel by pixel.

        """;

    private const string AllHeld = """
        All held: every viewer that stayed shows exactly the broadcaster's last picture,
        and whoever blocked it got nothing more from it.
        """;

    public void Begin(string source, string link)
    {
        output.WriteLine($"Broadcasting {PrintableText.Of(source)}. While the demo runs, watch along in another terminal of this machine:");
        output.WriteLine($"{watchCommand} \"{link}\"");
        output.WriteLine();
        output.Flush();
    }

    public void End(DemoOutcome outcome, IReadOnlyList<string> broken)
    {
        console.Write(DemoTable.Of(outcome));
        output.WriteLine(Legend);
        output.WriteLine(FormattableString.Invariant(
            $"{outcome.FramesPublished} pictures in {outcome.Seconds:F1} s, {Amount.Of(outcome.PublishedBytes)} published;"));
        string uploaded = $"the broadcaster uploaded {Amount.Of(outcome.UploadedPieceBytes)} in pieces";
        output.WriteLine(FormattableString.Invariant($"{uploaded}, {outcome.Copies:F2} copies, to {outcome.Viewers.Count} viewers."));
        if (outcome.MachineWasBusy)
        {
            output.WriteLine(FormattableString.Invariant(
                $"The machine was busy: the demo was given {outcome.ProcessorShare:P0} of the processor time it asked for,"));
            output.WriteLine("so how many pictures a viewer showed is judged by what the others showed.");
        }

        foreach (string condition in broken) output.WriteLine(PrintableText.Of($"Failed: {condition}"));
        if (broken.Count == 0) output.WriteLine(AllHeld);
        output.Flush();
    }
}
