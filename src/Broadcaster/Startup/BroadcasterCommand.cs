using System.CommandLine;
using System.Net;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Rooms;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Help;
using ScreenShare.Swarm.CommandLine;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Sockets.Discovery;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>The command line: every option with its bounds, and how the answers become <see cref="Options"/>.</summary>
internal sealed class BroadcasterCommand
{
    private const int DemoViewersDefault = 5;
    private const string DemoDescription = "Show it all on this machine: a broadcast and viewers as processes of their own";

    /// <summary>The demo's viewers share the machine with the broadcaster: ten pictures a second for each core, from 10 to 30.</summary>
    private static readonly int DemoFramesPerSecond = Math.Clamp(10 * Environment.ProcessorCount, 10, 30);

    /// <summary>Each is a process of its own: more than these, and one machine shows its own limits rather than the swarm's.</summary>
    private const int DemoViewersMax = 32;

    private readonly Option<SourceName?> _source = CheckedOption.Create<SourceName?>(
        "--source", "SOURCE",
        "What to show: screen, screen:N, window:TITLE, region:X,Y,WxH, file:PATH, test, test:WxH, or raw:WxH (BGRA frames on standard "
            + "input); the sources command lists what there is [default: screen, or test without one]",
        (string text, out SourceName? value) => SourceName.TryParse(text, out value, out string? error) ? null : error + ".");

    private readonly Option<int?> _seed = CheckedOption.WholeNumber(
        "--seed", "N", "Seed of the test picture [default: drawn]", 0, int.MaxValue);
    private readonly Option<bool> _loop = new("--loop") { Description = "Begin a video again when it ends; play an animation for ever" };
    private readonly Option<bool> _noPointer = new("--no-pointer") { Description = "Do not show viewers the mouse pointer" };
    private readonly Option<int?> _fps = CheckedOption.WholeNumber(
        "--fps", "N", $"Pictures per second, 1 to 60 [default: 30; the demo: {DemoFramesPerSecond}]", 1, 60);
    private readonly Option<double?> _scale = CheckedOption.Number(
        "--scale", "FACTOR", "Send smaller pictures, 0.1 to 1 [default: 1]", 0.1, 1);
    private readonly Option<string?> _title = new("--title") { HelpName = "TEXT", Description = "What viewers see the broadcast called" };

    private readonly Option<RoomName?> _room = CheckedOption.Create<RoomName?>(
        "--room", "NAME", "Broadcast under a link that stays the same each time, kept under this name; the rooms command lists them",
        (string text, out RoomName? value) =>
        {
            bool isRead = RoomName.TryParse(text, out RoomName name, out string complaint);
            value = name;
            return isRead ? null : complaint;
        });

    private readonly Option<bool> _newKey = new("--new-key")
    {
        Description = "With --room: shut out those who have its old link; they can still find it and pass it on, and see nothing",
    };

    private readonly Option<int?> _port = CheckedOption.WholeNumber(
        "--port", "PORT", "TCP port to listen on; 0: any free one [default: 0]", 0, ushort.MaxValue);
    private readonly Option<IPAddress?> _bind = CheckedOption.Create<IPAddress?>(
        "--bind", "ADDRESS", "Listen on this address of this machine only [default: all]",
        (string text, out IPAddress? value) =>
            WrittenAddress.TryParseIP(text, out value) ? null : "give an IP address of this machine, such as 127.0.0.1.");

    private readonly Option<AdvertisedHost[]> _addresses = CheckedOption.Several<AdvertisedHost>(
        "--address", "HOST[:PORT]",
        "Address or name to put first in the link, such as the router's with its mapped port; may be given again",
        (string text, out AdvertisedHost host) => AdvertisedHost.TryParse(text, out host)
            ? null
            : "give an IP address or a name, with a port if it is not the one listened on, such as 203.0.113.7:6881.");

    private readonly Option<long?> _uploadLimit = CheckedOption.Rate("--upload-limit", "Upload at most so much");
    private readonly Option<int?> _peers = CheckedOption.WholeNumber("--peers", "N", "Neighbours to look for, 1 to 64 [default: 8]", 1, 64);
    private readonly Option<int?> _chunkSize = CheckedOption.WholeNumber(
        "--chunk-size", "KIB", "Most KiB of a chunk, 16 to 64 [default: 16]",
        StreamParameters.ChunkCapacityUsual / 1024, StreamParameters.ChunkCapacityMax / 1024);

    private readonly RoadOptions _roads = new();
    private readonly LogOptions _log = new();
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON lines to standard output, for programs" };
    private readonly Option<bool> _digest = new("--digest") { Description = "With --json: the SHA-256 of each published picture" };
    private readonly Option<bool> _qr = new("--qr") { Description = "Show the link as a QR code too" };
    private readonly Option<double?> _duration = CheckedOption.Seconds(
        "--duration", "End after so long [default: when told to; the demo: 15]");
    private readonly Option<int?> _frames = CheckedOption.WholeNumber(
        "--frames", "N", "End after so many published pictures", 1, int.MaxValue);

    private readonly Option<int?> _demo = CheckedOption.WholeNumber(
        "--demo", "VIEWERS", $"{DemoDescription} [default: {DemoViewersDefault}]", 1, DemoViewersMax);
    private readonly Argument<int?> _demoViewers = CheckedOption.WholeNumberArgument(
        "VIEWERS", $"How many, 1 to {DemoViewersMax} [default: {DemoViewersDefault}]", 1, DemoViewersMax);

    private static readonly CommandExample[] SharingExamples =
    [
        new("", "your screen; prints the link for viewers"),
        new("--source window:Editor", "one window, by a part of its title"),
        new("--source file:talk.mp4 --loop", "a video, again and again"),
        new("--fps 15 --scale 0.5 --upload-limit 500k", "less for a narrow uplink"),
        new("--room desk", "a link that is the same next time"),
        new("--port 5000 --address your.name:5000", "through a router that forwards port 5000"),
    ];

    private static readonly CommandExample[] DemoExamples =
    [
        new("", $"a broadcast and {DemoViewersDefault} viewers, for a quarter of a minute"),
        new("9 --duration 30", "9 viewers, for half a minute"),
    ];

    private readonly DemoOffer _offer;

    /// <param name="command">Gets the options.</param>
    /// <param name="offer">Whether it broadcasts, demonstrates, or either.</param>
    public BroadcasterCommand(Command command, DemoOffer offer)
    {
        _offer = offer;
        _demo.Arity = ArgumentArity.ZeroOrOne;
        _source.SetWords("screen", "screen:", "window:", "region:", "file:", "test", "test:", "raw:");
        command.Description = offer == DemoOffer.Only ? DemoDescription
            : "Broadcasts this screen live, from peer to peer. Prints a link; whoever opens it sees the screen and passes it on.";
        bool isForOthers = offer != DemoOffer.Only;
        command.SetExamples(offer switch
        {
            DemoOffer.Only => DemoExamples,
            DemoOffer.ByOption => [.. SharingExamples, new CommandExample("--demo", DemoExamples[0].Says)],
            _ => SharingExamples,
        });
        if (!isForOthers) command.Add(_demoViewers);
        Add([_source, _seed, _loop, _noPointer, _fps, _scale]);
        if (isForOthers) Add([_title, _room, _newKey, _port, _bind, _addresses, _uploadLimit, _peers, _chunkSize]);
        if (isForOthers) _roads.AddTo(command);
        _log.AddTo(command);
        Add([_json]);
        if (isForOthers) Add([_digest, _qr]);
        Add([_duration, _frames]);
        if (offer == DemoOffer.ByOption) Add([_demo]);

        void Add(Option[] options)
        {
            foreach (Option option in options) command.Add(option);
        }
    }

    /// <param name="parsed">Without errors.</param>
    public Options Read(ParseResult parsed)
    {
        int? demo = DemoViewers(parsed);
        BroadcastSettings broadcast = new();
        return new Options
        {
            Source = parsed.GetValue(_source),
            Seed = parsed.GetValue(_seed),
            Loop = parsed.GetValue(_loop),
            WatchPointer = !parsed.GetValue(_noPointer),
            Broadcast = broadcast with
            {
                FramesPerSecond = parsed.GetValue(_fps) ?? (demo is null ? broadcast.FramesPerSecond : DemoFramesPerSecond),
                Scale = parsed.GetValue(_scale) ?? broadcast.Scale,
                ChunkCapacity = parsed.GetValue(_chunkSize) * 1024 ?? broadcast.ChunkCapacity,
                FramesMax = parsed.GetValue(_frames) ?? broadcast.FramesMax,
                Digest = parsed.GetValue(_digest),
            },
            Title = parsed.GetValue(_title) ?? "",
            Room = demo is null ? parsed.GetValue(_room) : null,
            NewKey = demo is null && parsed.GetValue(_newKey),
            Port = parsed.GetValue(_port) ?? 0,
            Bind = parsed.GetValue(_bind),
            Addresses = parsed.GetValue(_addresses) ?? [],
            UploadLimitBytesPerSecond = parsed.GetValue(_uploadLimit),
            Peers = parsed.GetValue(_peers) ?? 8,
            Roads = demo is null ? _roads.Read(parsed) : RoadSettings.None,
            Log = _log.Read(parsed),
            Json = parsed.GetValue(_json),
            Qr = parsed.GetValue(_qr),
            Duration = CheckedOption.TimeOf(parsed.GetValue(_duration)),
            DemoViewers = demo,
        };
    }

    private int? DemoViewers(ParseResult parsed) => _offer switch
    {
        DemoOffer.Only => parsed.GetValue(_demoViewers) ?? DemoViewersDefault,
        DemoOffer.ByOption when parsed.GetResult(_demo) is not null => parsed.GetValue(_demo) ?? DemoViewersDefault,
        _ => null,
    };
}
