using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ScreenShare.Swarm.Identity;

/// <summary>
/// IP addresses and ports as people write them, wherever one is typed or read. Only the usual form: what resolvers complete
/// (<c>1.2.3</c> is 1.2.0.3 to them, <c>010.0.0.1</c> is 8.0.0.1) is a slip of the hand more often than it is meant.
/// </summary>
public static class WrittenAddress
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> OfIPv6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Reads <c>1.2.3.4</c> and IPv6 without brackets. Nothing around it: no space, no port, no zone, no prefix length.</summary>
    public static bool TryParseIP(string? text, [NotNullWhen(true)] out IPAddress? ip)
    {
        ip = null;
        if (text is null || !(text.Contains(':') ? TryParseIPv6(text, out IPAddress? read) : TryParseIPv4(text, out read))) return false;
        ip = read;
        return true;
    }

    /// <summary>Reads 1 to 65535 without sign, space or leading zero.</summary>
    public static bool TryParsePort(ReadOnlySpan<char> text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && text[0] != '0' && text[^1] != '\0'; // which the runtime passes over at the end

    /// <summary>
    /// True where the last label is a number. By the rule of the URL standard such a host is an IPv4 address or wrong, never a name; to
    /// some resolvers <c>0x7f000001</c> is one too.
    /// </summary>
    public static bool EndsInNumber(string host)
    {
        ReadOnlySpan<char> label = host.AsSpan(host.LastIndexOf('.') + 1);
        if (label.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return label[2..].IndexOfAnyExcept(HexDigits) < 0;
        return label.Length > 0 && !label.ContainsAnyExceptInRange('0', '9');
    }

    private static bool TryParseIPv4(string text, [NotNullWhen(true)] out IPAddress? ip) =>
        IPAddress.TryParse(text, out ip) && ip.AddressFamily == AddressFamily.InterNetwork && ip.ToString() == text;

    // A zone ("%eth0") means something only on the machine that wrote it; brackets, ports and prefix lengths the runtime drops unsaid.
    private static bool TryParseIPv6(string text, [NotNullWhen(true)] out IPAddress? ip)
    {
        ip = null;
        string last = text[(text.LastIndexOf(':') + 1)..]; // ::ffff:1.2.3.4
        return !text.AsSpan().ContainsAnyExcept(OfIPv6)
            && (!last.Contains('.') || TryParseIPv4(last, out _))
            && IPAddress.TryParse(text, out ip)
            && ip.AddressFamily == AddressFamily.InterNetworkV6;
    }
}
