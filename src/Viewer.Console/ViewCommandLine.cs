using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Help;
using ScreenShare.Viewer.CommandLine;

namespace ScreenShare.Viewer.Console;

/// <summary>The options of the command line, and their help.</summary>
internal sealed class ViewCommandLine
{
    private readonly SharedOptions _shared = new();

    private readonly Option<string?> _snapshot = new("--snapshot")
    {
        Description = "Write the last picture to this file at the end, as PNG, JPEG or WebP by its ending; the key s writes one at once",
        HelpName = "FILE",
    };

    private readonly Option<int?> _frames = CheckedOption.WholeNumber("--frames", "N", "End after so many shown frames", 1, int.MaxValue);
    private readonly Option<double?> _duration = CheckedOption.Seconds("--duration", "End after so long");

    private readonly Option<PipeFormat> _pipe = CheckedOption.Create<PipeFormat>(
        "--pipe", "ppm|raw",
        "Write the pictures to standard output for another program, and all text to standard error: "
            + "'ppm' (as in: | ffplay -f image2pipe -c:v ppm -i -) or 'raw' (rows of BGRA, size unsaid)",
        ReadPipe);

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON lines to standard output, for programs" };
    private readonly Option<bool> _digest = new("--digest") { Description = "Tell the SHA-256 of every shown picture" };
    private readonly Option<bool> _endWhenStale = new("--end-when-stale")
    {
        Description = "End, with exit code 1, when the broadcaster falls silent",
    };

    private readonly Option<bool> _stay = new("--stay")
    {
        Description = "Stay when the broadcast has ended, and show the next one under the same link",
    };

    /// <param name="command">Gets the options.</param>
    public ViewCommandLine(Command command)
    {
        command.Description = $"Watches a live screen broadcast and passes it on. While it runs, type {ConsoleCommand.Usage}.";
        command.SetExamples(
            new CommandExample("\"magnet:…\"", "watch in this terminal"),
            new CommandExample("--snapshot last.png \"magnet:…\"", "keep the last picture"),
            new CommandExample("--stay \"magnet:…\"", "and the next broadcast under this link, and the next"),
            new CommandExample("--download-limit 1M < mail.txt", "the link is somewhere in a mail"),
            new CommandExample("--pipe ppm | ffplay -f image2pipe -c:v ppm -i -", "in a player; asks for the link"));
        _pipe.SetWords("ppm", "raw");
        _shared.AddLink(command);
        foreach (Option option in (Option[])[_snapshot, _frames, _duration, _pipe]) command.Add(option);
        _shared.AddPeering(command);
        foreach (Option option in (Option[])[_json, _digest, _stay, _endWhenStale]) command.Add(option);
        _shared.AddLogging(command);
    }

    /// <param name="parsed">Without errors.</param>
    public ViewOptions Read(ParseResult parsed) => new(_shared.Read(parsed))
    {
        SnapshotPath = parsed.GetValue(_snapshot),
        FramesMax = parsed.GetValue(_frames),
        Duration = CheckedOption.TimeOf(parsed.GetValue(_duration)),
        Pipe = parsed.GetValue(_pipe),
        Json = parsed.GetValue(_json),
        Digest = parsed.GetValue(_digest),
        Stay = parsed.GetValue(_stay),
        EndWhenStale = parsed.GetValue(_endWhenStale),
    };

    private static string? ReadPipe(string text, out PipeFormat format)
    {
        format = text switch
        {
            "ppm" => PipeFormat.Ppm,
            "raw" => PipeFormat.Raw,
            _ => PipeFormat.None,
        };
        return format == PipeFormat.None ? "give ppm or raw." : null;
    }
}
