using System.Net;
using System.Net.Sockets;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>Which addresses of this machine go into the join link, and in which order. Viewers try them in any case all.</summary>
internal static class LinkAddresses
{
    /// <summary>
    /// What the person named, then what is listened on: the default routes' addresses, then the others; link-local ones
    /// only if there is nothing else, and loopback only if there is not even that.
    /// </summary>
    /// <param name="named"><c>--address</c>, in the order given.</param>
    /// <param name="bind"><c>--bind</c>; null: all addresses.</param>
    /// <param name="machine">Those by which others may reach it.</param>
    /// <param name="preferred">Those of its default routes.</param>
    public static IReadOnlyList<PeerEndpoint> Choose(
        IReadOnlyList<AdvertisedHost> named,
        IPAddress? bind,
        IReadOnlyList<IPAddress> machine,
        IReadOnlyList<IPAddress> preferred,
        ushort port)
    {
        IPAddress[] usable = [.. preferred.Concat(machine).Where(address => IsUsable(address, bind))];
        IPAddress[] ordinary = [.. usable.Where(address => !ReachableAddresses.IsLinkLocal(address))];
        IEnumerable<IPAddress> listening = IsAny(bind)
            ? ordinary.Length > 0 ? ordinary : usable
            : [bind!]; // not any, so not null
        List<PeerEndpoint> endpoints =
        [
            .. named.Select(host => host.At(port)),
            .. listening.Select(address => new PeerEndpoint(PeerAddress.From(address, port))),
        ];
        if (endpoints.Count == 0) endpoints.Add(new PeerEndpoint(PeerAddress.From(IPAddress.Loopback, port)));
        return [.. endpoints.Distinct().Take(JoinLink.PeersMax)];
    }

    private static bool IsAny(IPAddress? bind) => bind is null || bind.Equals(IPAddress.Any) || bind.Equals(IPAddress.IPv6Any);

    /// <summary>
    /// Others can dial it: not loopback, and not link-local, which in IPv6 means something only together with an interface.
    /// </summary>
    private static bool IsUsable(IPAddress address, IPAddress? bind)
    {
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal) return false;
        if (IPAddress.Any.Equals(bind)) return address.AddressFamily == AddressFamily.InterNetwork;
        return address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6;
    }
}
