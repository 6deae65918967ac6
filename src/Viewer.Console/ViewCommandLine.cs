using System.CommandLine;
using System.CommandLine.Parsing;
using ScreenShare.Viewer.CommandLine;

namespace ScreenShare.Viewer.Console;

/// <summary>The options of the command line, and their help.</summary>
internal sealed class ViewCommandLine
{
    private readonly SharedOptions _shared = new();

    private readonly Option<string?> _snapshot = new("--snapshot")
    {
        Description = "Write the last picture to this file at the end, as PNG, JPEG or WebP by its ending; the key s writes one at once.",
        HelpName = "FILE",
    };

    private readonly Option<int?> _frames = OptionValues.Number("--frames", "N", "End after so many shown frames.", 1, int.MaxValue);
    private readonly Option<double?> _duration = OptionValues.Number("--duration", "SECONDS", "End after so many seconds.", 0.1, 1e7);

    private readonly Option<PipeFormat> _pipe = new("--pipe")
    {
        Description = "Write the pictures to standard output for another program, and all text to standard error: "
            + "'ppm' (as in: | ffplay -f image2pipe -c:v ppm -i -) or 'raw' (rows of BGRA, size unsaid).",
        HelpName = "ppm|raw",
        CustomParser = ParsePipe,
    };

    private readonly Option<bool> _json = new("--json") { Description = "One JSON object a line on standard output instead of text." };
    private readonly Option<bool> _digest = new("--digest") { Description = "Tell the SHA-256 of every shown picture." };
    private readonly Option<bool> _endWhenStale = new("--end-when-stale")
    {
        Description = "End, with exit code 1, when the broadcaster falls silent.",
    };

    public RootCommand Build(Func<ViewOptions, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand($"Watches a live screen broadcast and passes it on. While it runs, type {ConsoleCommand.Usage}.");
        _shared.AddLink(root);
        foreach (Option option in (Option[])[_snapshot, _frames, _duration, _pipe])
            root.Add(option);
        _shared.AddPeering(root);
        foreach (Option option in (Option[])[_json, _digest, _endWhenStale])
            root.Add(option);
        _shared.AddLogging(root);
        root.SetAction((parsed, cancellation) => run(Read(parsed), cancellation));
        return root;
    }

    private static PipeFormat ParsePipe(ArgumentResult result)
    {
        switch (OptionValues.Text(result))
        {
            case "ppm": return PipeFormat.Ppm;
            case "raw": return PipeFormat.Raw;
            default:
                result.AddError($"--pipe knows 'ppm' and 'raw', not '{OptionValues.Text(result)}'.");
                return default;
        }
    }

    private ViewOptions Read(ParseResult parsed) => new(_shared.Read(parsed))
    {
        SnapshotPath = parsed.GetValue(_snapshot),
        FramesMax = parsed.GetValue(_frames),
        Duration = parsed.GetValue(_duration) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Pipe = parsed.GetValue(_pipe),
        Json = parsed.GetValue(_json),
        Digest = parsed.GetValue(_digest),
        EndWhenStale = parsed.GetValue(_endWhenStale),
    };
}
