using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ScreenShare.Swarm.Identity;

/// <summary>
/// Where to find a peer as a person writes it: an IP address, or a name that a shell has yet to resolve, and a port.
/// <c>default</c> is invalid.
/// </summary>
public readonly record struct PeerEndpoint
{
    // RFC 1035, 2.3.4, in its textual form.
    private const int NameCharsMax = 253;
    private const int LabelCharsMax = 63;

    private PeerEndpoint(string host, ushort port)
    {
        Host = host;
        Port = port;
    }

    public PeerEndpoint(PeerAddress address)
        : this(address.ToIPAddress().ToString(), address.Port) => ArgumentOutOfRangeException.ThrowIfZero(address.Port);

    /// <summary>An address without brackets, or a name in lower case.</summary>
    public string Host { get; }

    /// <summary>Never 0.</summary>
    public ushort Port { get; }

    /// <summary>Null when the host is a name.</summary>
    public PeerAddress? Address =>
        IPAddress.TryParse(Host, out IPAddress? ip) ? PeerAddress.From(ip, Port) : null;

    /// <summary>Reads <c>1.2.3.4:5</c>, <c>[::1]:5</c> and <c>name.example:5</c>.</summary>
    public static bool TryParse(string? text, out PeerEndpoint endpoint)
    {
        endpoint = default;
        int colon = text?.LastIndexOf(':') ?? -1;
        if (text is null || colon < 0
            || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0
            || !TryReadHost(text[..colon], out string host))
            return false;
        endpoint = new(host, port);
        return true;
    }

    public override string ToString() => Host?.Contains(':') == true ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static bool TryReadHost(string text, out string host)
    {
        host = text.ToLowerInvariant();
        if (text.StartsWith('[') && text.EndsWith(']'))
            return TryReadIPv6(text[1..^1], out host);
        return EndsInNumber(host) ? IsDottedQuad(host) : IsName(host);
    }

    // A zone ("%eth0") means something only on the machine that wrote it.
    private static bool TryReadIPv6(string text, out string host)
    {
        host = "";
        if (text.Contains('%') || !IPAddress.TryParse(text, out IPAddress? ip) || ip.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        host = ip.ToString();
        return true;
    }

    // The rule of the URL standard: a host whose last label is a number is an IPv4 address or wrong, never a name.
    private static bool EndsInNumber(string host) =>
        host.Length > 0 && !host.AsSpan(host.LastIndexOf('.') + 1).ContainsAnyExceptInRange('0', '9');

    // Only the usual form; "1.2" and "0x7f.1" are addresses to some resolvers and surprises to everybody else.
    private static bool IsDottedQuad(string host) => IPAddress.TryParse(host, out IPAddress? ip) && ip.ToString() == host;

    private static bool IsName(string host)
    {
        if (host.Length is 0 or > NameCharsMax)
            return false;
        foreach (Range label in host.AsSpan().Split('.'))
        {
            ReadOnlySpan<char> characters = host.AsSpan(label);
            if (characters.Length is 0 or > LabelCharsMax || characters[0] == '-' || characters[^1] == '-')
                return false;
            foreach (char c in characters)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                    return false;
            }
        }

        return true;
    }
}
