using System.CommandLine;
using System.Net;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Viewer.Console;

/// <summary>The options of the command line, and their help.</summary>
internal sealed class ViewCommandLine
{
    private readonly Argument<string?> _link = new("LINK")
    {
        Description = "The link that the broadcaster shows, in quotes. "
            + "Left out: read from standard input, where no process list shows it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _snapshot = new("--snapshot")
    {
        Description = "Write the last picture to this PNG file at the end; the key s writes one at once.",
        HelpName = "FILE",
    };

    private readonly Option<int?> _frames = OptionValues.Number("--frames", "N", "End after so many shown frames.", 1, int.MaxValue);
    private readonly Option<double?> _duration = OptionValues.Number("--duration", "SECONDS", "End after so many seconds.", 0.1, 1e7);

    private readonly Option<PipeFormat> _pipe = new("--pipe")
    {
        Description = "Write the pictures to standard output for another program, and all text to standard error: "
            + "'ppm' (as in: | ffplay -f image2pipe -c:v ppm -i -) or 'raw' (rows of BGRA, size unsaid).",
        HelpName = "ppm|raw",
        CustomParser = OptionValues.ParsePipe,
    };

    private readonly Option<int?> _peers = OptionValues.Number("--peers", "N", "How many peers to look for.", 1, 64, initial: 8);

    private readonly Option<long?> _uploadLimit = new("--upload-limit")
    {
        Description = $"Pass on at most this much, such as 500k or 2M ({TransferRate.Units}). Default: no limit.",
        HelpName = "RATE",
        CustomParser = OptionValues.ParseRate,
    };

    private readonly Option<int?> _port = OptionValues.Number(
        "--port", "N", "TCP port to listen on; 0: any free one.", 0, ushort.MaxValue, initial: 0);


    private readonly Option<IPAddress?> _bind = new("--bind")
    {
        Description = "Local address to listen on and to connect from. Default: all.",
        HelpName = "ADDRESS",
        CustomParser = OptionValues.ParseAddress,
    };

    private readonly Option<AddressRule[]> _block = new("--block")
    {
        Description = "Refuse a peer: an IP, or IP:port of its listening port. May be given several times.",
        HelpName = "ADDRESS",
        CustomParser = OptionValues.ParseRules,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _json = new("--json") { Description = "One JSON object a line on standard output instead of text." };
    private readonly Option<bool> _digest = new("--digest") { Description = "Tell the SHA-256 of every shown picture." };
    private readonly Option<bool> _endWhenStale = new("--end-when-stale")
    {
        Description = "End, with exit code 1, when the broadcaster falls silent.",
    };

    private readonly Option<string?> _log = new("--log") { Description = "Append log lines to this file.", HelpName = "FILE" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log more, and to standard error as well." };

    public RootCommand Build(Func<ViewOptions, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand($"Watches a live screen broadcast and passes it on. While it runs, type {ConsoleCommand.Usage}.")
        {
            _link, _snapshot, _frames, _duration, _pipe, _peers, _uploadLimit, _port, _bind, _block,
            _json, _digest, _endWhenStale, _log, _verbose,
        };
        _link.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] option }])
                result.AddError($"There is no option {option}.");
        });
        root.SetAction((parsed, cancellation) => run(Read(parsed), cancellation));
        return root;
    }

    private ViewOptions Read(ParseResult parsed) => new()
    {
        Link = parsed.GetValue(_link),
        SnapshotPath = parsed.GetValue(_snapshot),
        FramesMax = parsed.GetValue(_frames),
        Duration = parsed.GetValue(_duration) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Pipe = parsed.GetValue(_pipe),
        PeersWanted = parsed.GetValue(_peers).GetValueOrDefault(),
        UploadLimitBytesPerSecond = parsed.GetValue(_uploadLimit),
        Port = parsed.GetValue(_port).GetValueOrDefault(),
        BindAddress = parsed.GetValue(_bind),
        Blocked = parsed.GetValue(_block) ?? [],
        Json = parsed.GetValue(_json),
        Digest = parsed.GetValue(_digest),
        EndWhenStale = parsed.GetValue(_endWhenStale),
        LogPath = parsed.GetValue(_log),
        Verbose = parsed.GetValue(_verbose),
    };
}
