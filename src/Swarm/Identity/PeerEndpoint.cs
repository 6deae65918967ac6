using System.Net;

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
            || !WrittenAddress.TryParsePort(text.AsSpan(colon + 1), out ushort port)
            || !TryReadHost(text[..colon], out string host))
            return false;
        endpoint = new(host, port);
        return true;
    }

    public override string ToString() => Host?.Contains(':') == true ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static bool TryReadHost(string text, out string host)
    {
        host = text.ToLowerInvariant();
        if (text.StartsWith('[') && text.EndsWith(']')) return TryReadIPv6(text[1..^1], out host);
        if (WrittenAddress.EndsInNumber(host)) return !host.Contains(':') && WrittenAddress.TryParseIP(host, out _);
        return IsName(host);
    }

    private static bool TryReadIPv6(string text, out string host)
    {
        host = "";
        if (!text.Contains(':') || !WrittenAddress.TryParseIP(text, out IPAddress? ip)) return false;
        host = ip.ToString();
        return true;
    }

    private static bool IsName(string host)
    {
        if (host.Length is 0 or > NameCharsMax) return false;
        foreach (Range label in host.AsSpan().Split('.'))
        {
            ReadOnlySpan<char> characters = host.AsSpan(label);
            if (characters.Length is 0 or > LabelCharsMax || characters[0] == '-' || characters[^1] == '-') return false;
            foreach (char c in characters)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
            }
        }

        return true;
    }
}
