using System.CommandLine;
using System.Net;
using ScreenShare.CommandLine;
using ScreenShare.Swarm.CommandLine;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Viewer.CommandLine;

/// <summary>The options that every viewer has, and their help. In groups, so that a viewer's own come where they read best.</summary>
public sealed class SharedOptions
{
    private const int PeersDefault = 8;

    private readonly Argument<string?> _link = new("LINK")
    {
        Description = "The link that the broadcaster shows, in quotes. "
            + "Left out: read from standard input, where no process list shows it",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<int?> _peers = CheckedOption.WholeNumber(
        "--peers", "N", $"Neighbours to look for, 1 to 64 [default: {PeersDefault}]", 1, 64);

    private readonly Option<long?> _uploadLimit = CheckedOption.Rate("--upload-limit", "Pass on at most so much");
    private readonly Option<long?> _downloadLimit = CheckedOption.Rate("--download-limit", "Fetch at most so much");
    private readonly Option<int?> _port = CheckedOption.WholeNumber(
        "--port", "PORT", "TCP port to listen on for peers; 0: any free one [default: 0]", 0, ushort.MaxValue);

    private readonly Option<IPAddress?> _bind = CheckedOption.Create<IPAddress?>(
        "--bind", "ADDRESS", "Listen on and connect from this address of this machine only [default: all]",
        (string text, out IPAddress? value) =>
            WrittenAddress.TryParseIP(text, out value) ? null : "give an IP address of this machine, such as 127.0.0.1.");

    private readonly Option<AddressRule[]> _block = CheckedOption.Several<AddressRule>(
        "--block", "ADDRESS", "Refuse a peer: an IP, or IP:port of its listening port; may be given again",
        (string text, out AddressRule rule) =>
            AddressRule.TryParse(text, out rule) ? null : "give an IP or IP:port, such as 192.0.2.7 or 192.0.2.7:6881.");

    private readonly RoadOptions _roads = new();
    private readonly LogOptions _log = new();

    public SharedOptions() => _link.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: ['-', ..] option }]) result.AddError($"There is no option {option}.");
    });

    public void AddLink(Command command) => command.Add(_link);

    public void AddPeering(Command command)
    {
        foreach (Option option in (Option[])[_peers, _uploadLimit, _downloadLimit, _port, _bind, _block]) command.Add(option);
        _roads.AddTo(command);
    }

    public void AddLogging(Command command) => _log.AddTo(command);

    public ViewerSettings Read(ParseResult parsed) => new()
    {
        Link = parsed.GetValue(_link),
        PeersWanted = parsed.GetValue(_peers) ?? PeersDefault,
        UploadLimitBytesPerSecond = parsed.GetValue(_uploadLimit),
        DownloadLimitBytesPerSecond = parsed.GetValue(_downloadLimit),
        Port = parsed.GetValue(_port) ?? 0,
        BindAddress = parsed.GetValue(_bind),
        Blocked = parsed.GetValue(_block) ?? [],
        Roads = _roads.Read(parsed),
        Log = _log.Read(parsed),
    };
}
