using System.CommandLine;
using System.Net;
using ScreenShare.CommandLine;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Viewer.CommandLine;

/// <summary>The options that every viewer has, and their help. In groups, so that a viewer's own come where they read best.</summary>
public sealed class SharedOptions
{
    private readonly Argument<string?> _link = new("LINK")
    {
        Description = "The link that the broadcaster shows, in quotes. "
            + "Left out: read from standard input, where no process list shows it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<int?> _peers = OptionValues.Number("--peers", "N", "How many peers to look for.", 1, 64, initial: 8);

    private readonly Option<long?> _uploadLimit = new("--upload-limit")
    {
        Description = $"Pass on at most this much, such as 500k or 2M ({TransferRate.Units}). Default: no limit.",
        HelpName = "RATE",
        CustomParser = OptionValues.ParseRate,
    };

    private readonly Option<long?> _downloadLimit = new("--download-limit")
    {
        Description = $"Fetch at most this much, such as 500k or 2M ({TransferRate.Units}). Default: no limit.",
        HelpName = "RATE",
        CustomParser = OptionValues.ParseRate,
    };

    private readonly Option<int?> _port = OptionValues.Number(
        "--port", "N", "TCP port to listen on for peers; 0: any free one.", 0, ushort.MaxValue, initial: 0);

    private readonly Option<IPAddress?> _bind = new("--bind")
    {
        Description = "Local address to listen on for peers and to connect from. Default: all.",
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

    private readonly Option<string?> _log = new("--log") { Description = "Append log lines to this file.", HelpName = "FILE" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log more, and to standard error as well." };

    public SharedOptions() => _link.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: ['-', ..] option }]) result.AddError($"There is no option {option}.");
    });

    public void AddLink(Command command) => command.Add(_link);

    public void AddPeering(Command command)
    {
        command.Add(_peers);
        command.Add(_uploadLimit);
        command.Add(_downloadLimit);
        command.Add(_port);
        command.Add(_bind);
        command.Add(_block);
    }

    public void AddLogging(Command command)
    {
        command.Add(_log);
        command.Add(_verbose);
    }

    public ViewerSettings Read(ParseResult parsed) => new()
    {
        Link = parsed.GetValue(_link),
        PeersWanted = parsed.GetValue(_peers).GetValueOrDefault(),
        UploadLimitBytesPerSecond = parsed.GetValue(_uploadLimit),
        DownloadLimitBytesPerSecond = parsed.GetValue(_downloadLimit),
        Port = parsed.GetValue(_port).GetValueOrDefault(),
        BindAddress = parsed.GetValue(_bind),
        Blocked = parsed.GetValue(_block) ?? [],
        LogPath = parsed.GetValue(_log),
        Verbose = parsed.GetValue(_verbose),
    };
}
