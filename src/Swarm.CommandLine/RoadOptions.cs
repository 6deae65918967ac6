using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Sockets.Discovery;
using ScreenShare.Swarm.Trackers;

namespace ScreenShare.Swarm.CommandLine;

/// <summary>The options that say how a node finds others, which whoever broadcasts and whoever watches have alike.</summary>
public sealed class RoadOptions
{
    private readonly Option<bool> _noDht = new("--no-dht")
    {
        Description = "Neither announce in BitTorrent's DHT nor look there: whoever watches needs an address in the link, or another road",
    };

    private readonly Option<PeerEndpoint[]> _bootstrap = CheckedOption.Several<PeerEndpoint>(
        "--dht-bootstrap", "HOST:PORT", "Begin the DHT with this node; may be given again [default: the public routers]",
        (string text, out PeerEndpoint node) =>
            PeerEndpoint.TryParse(text, out node) ? null : "give an address and a UDP port, such as router.bittorrent.com:6881.");

    private readonly Option<TrackerUrl[]> _trackers = CheckedOption.Several<TrackerUrl>(
        "--tracker", "URL", "Announce to this tracker, http, https or udp, and ask it for others; may be given again", ReadTracker);

    private readonly Option<bool> _noLocal = new("--no-lsd")
    {
        Description = "Neither announce in the local network nor listen there (local service discovery)",
    };

    public void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        foreach (Option option in (Option[])[_noDht, _bootstrap, _trackers, _noLocal]) command.Add(option);
    }

    /// <summary>Without the address that the node is bound to.</summary>
    public RoadSettings Read(ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        PeerEndpoint[] bootstrap = parsed.GetValue(_bootstrap) ?? [];
        return new RoadSettings
        {
            Dht = !parsed.GetValue(_noDht),
            DhtBootstrap = bootstrap.Length > 0 ? bootstrap : null,
            DhtNodesPath = StateFolder.OfThisUser() is { } folder ? Path.Combine(folder, "dht-nodes") : null,
            LocalDiscovery = !parsed.GetValue(_noLocal),
            Trackers = parsed.GetValue(_trackers) ?? [],
        };
    }

    private static string? ReadTracker(string text, out TrackerUrl tracker)
    {
        TrackerUrl? read = TrackerUrl.Parse(text);
        tracker = read!; // not used where there is a complaint
        return read is null ? "give a tracker's URL, such as http://tracker.example/announce or udp://tracker.example:6969." : null;
    }
}
