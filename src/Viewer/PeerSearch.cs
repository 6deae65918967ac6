using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Sockets;

namespace ScreenShare.Viewer;

/// <summary>
/// Gives the node the addresses of the link, names resolved, and gives them again for as long as nobody is connected: a broadcaster may
/// start after its viewers, or come back at another address. Says so when nobody answers. One task of a session.
/// </summary>
/// <param name="hasRoads">Others are looked for elsewhere too.</param>
internal sealed class PeerSearch(
    NodeHost host, JoinLink link, bool hasRoads, ChannelWriter<ViewerNotice> notices, TimeProvider time, ILogger log)
{
    // Soon enough for a person to see that something happens, and later than a peer on the other side of the world has answered.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // A looks' multiple: names are asked for again, and the person told again, each 10 s.
    private const int LooksPerRound = 10;

    // Looks with others and without a broadcast: who is among them would have said so by then.
    private const int LooksUntilNobody = 3;

    private readonly HashSet<string> _notFound = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (link.Peers.IsEmpty && !hasRoads) notices.TryWrite(new ViewerNotice.NoAddresses());
        await AddPeersAsync(cancellationToken).ConfigureAwait(false);

        using var timer = new PeriodicTimer(LookEvery, time);
        int lonely = 0;
        int waiting = 0;
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            NodeStatistics statistics = await host.GetStatisticsAsync(cancellationToken).ConfigureAwait(false);
            int peers = statistics.Neighbours.Count;
            if (peers > 0 && lonely > 0) notices.TryWrite(new ViewerNotice.Connected(peers));
            lonely = peers > 0 ? 0 : lonely + 1;
            waiting = peers > 0 && statistics.NewestFrame.IsNone ? waiting + 1 : 0;
            if (waiting == LooksUntilNobody) notices.TryWrite(new ViewerNotice.NobodyBroadcasts());
            if (lonely % LooksPerRound == 1)
                notices.TryWrite(new ViewerNotice.Looking(string.Join(", ", link.Peers), (lonely - 1) * LookEvery));
            if (lonely > 0 && lonely % LooksPerRound == 0) await AddPeersAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AddPeersAsync(CancellationToken cancellationToken)
    {
        List<PeerAddress> found = [];
        foreach (PeerEndpoint peer in link.Peers)
        {
            if (peer.Address is { } address) found.Add(address);
            else await ResolveAsync(peer, found, cancellationToken).ConfigureAwait(false);
        }

        PeerAddress[] addresses = [.. found];
        await host.PostAsync((node, now) => node.AddPeers(addresses, now), cancellationToken).ConfigureAwait(false);
    }

    private async Task ResolveAsync(PeerEndpoint peer, List<PeerAddress> found, CancellationToken cancellationToken)
    {
        try
        {
            foreach (IPAddress ip in await Dns.GetHostAddressesAsync(peer.Host, cancellationToken).ConfigureAwait(false))
                found.Add(PeerAddress.From(ip, peer.Port));
        }
        catch (SocketException e)
        {
            ViewerLog.HostNotFound(log, peer.Host, e.Message);
            if (_notFound.Add(peer.Host)) // told once; tried again each round
                notices.TryWrite(new ViewerNotice.HostNotFound(peer.Host));
        }
    }
}
