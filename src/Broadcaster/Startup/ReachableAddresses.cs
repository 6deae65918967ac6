using System.Net;
using System.Net.Sockets;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>Which addresses of this machine are worth telling others, by where the interfaces lead and not by their names.</summary>
internal static class ReachableAddresses
{
    /// <summary>
    /// Those of interfaces that lead outside, then of tunnels that somebody has been heard by. Without any: of what else there is, then
    /// link-local ones; never loopback. In the order of the interfaces.
    /// </summary>
    /// <param name="preferred">The default routes' own addresses: those count, whatever they belong to.</param>
    public static IReadOnlyList<IPAddress> Of(IReadOnlyList<NetworkCard> cards, IReadOnlyList<IPAddress> preferred)
    {
        IPAddress[] outside =
        [
            .. AddressesOf(cards, card => card.Wiring == CardWiring.Outside),
            .. AddressesOf(cards, card => card is { Wiring: CardWiring.Tunnel, HasHeard: true }),
        ];
        if (outside.Any(address => !IsLinkLocal(address)) || preferred.Any(IsOfNetwork))
            return [.. outside.Where(address => !IsLinkLocal(address))];

        IPAddress[] all = [.. outside, .. AddressesOf(cards, _ => true)];
        IPAddress[] ordinary = [.. all.Where(address => !IsLinkLocal(address)).Distinct()];
        return ordinary.Length > 0 ? ordinary : [.. all.Distinct()];
    }

    /// <summary>Given by a machine to itself, for its own wire alone (RFC 3927; RFC 4291, 2.5.6).</summary>
    public static bool IsLinkLocal(IPAddress address) =>
        address.IsIPv6LinkLocal || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);

    private static bool IsOfNetwork(IPAddress address) => !IPAddress.IsLoopback(address) && !IsLinkLocal(address);

    private static IEnumerable<IPAddress> AddressesOf(IReadOnlyList<NetworkCard> cards, Func<NetworkCard, bool> isWanted) =>
        cards.Where(isWanted).SelectMany(card => card.Addresses).Where(address => !IPAddress.IsLoopback(address));
}
