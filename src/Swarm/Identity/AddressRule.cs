using System.Net;

namespace ScreenShare.Swarm.Identity;

/// <summary>What <c>block</c> names: all of an IP (port 0), or one listening port on it. On one machine many nodes share an IP.</summary>
public readonly record struct AddressRule(PeerAddress Address)
{
    public bool Matches(PeerAddress peer) =>
        peer.Ip == Address.Ip && (Address.Port == 0 || peer.Port == Address.Port);

    /// <summary>Reads <c>IP</c> or <c>IP:port</c> (<c>[IPv6]:port</c>).</summary>
    public static bool TryParse(string? text, out AddressRule rule)
    {
        rule = default;
        if (PeerAddress.TryParse(text, out PeerAddress address)) rule = new AddressRule(address);
        else if (WrittenAddress.TryParseIP(text, out IPAddress? ip)) rule = new AddressRule(PeerAddress.From(ip, 0));
        else return false;
        return true;
    }

    public override string ToString() => Address.Port == 0 ? Address.ToIPAddress().ToString() : Address.ToString();
}
