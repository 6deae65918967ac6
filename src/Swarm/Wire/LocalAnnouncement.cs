using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Wire;

/// <summary>
/// What a node tells its local network (BEP 14): which swarm it is in and where it takes connections; its address is the datagram's own.
/// Lines as in HTTP, in any order, names in any case. Reading never throws and allocates nothing but the value.
/// </summary>
/// <param name="Port">Never 0.</param>
/// <param name="Cookie">Tells one's own announcements from others'; empty when there is none.</param>
public sealed record LocalAnnouncement(Infohash Infohash, ushort Port, string Cookie)
{
    /// <summary>Of IPv4, and the port of both groups.</summary>
    public const string GroupIPv4 = "239.192.152.143";
    public const string GroupIPv6 = "ff15::efc0:988f";
    public const int GroupPort = 6771;

    /// <summary>BEP 14: within one unfragmented datagram.</summary>
    public const int BytesMax = 1400;

    private const int CookieBytesMax = 64;
    private const string FirstLine = "BT-SEARCH * HTTP/1.1\r\n";

    public byte[] ToBytes(bool isIPv4)
    {
        string host = isIPv4 ? GroupIPv4 : $"[{GroupIPv6}]";
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{FirstLine}Host: {host}:{GroupPort}\r\nPort: {Port}\r\nInfohash: {Infohash}\r\ncookie: {Cookie}\r\n\r\n\r\n"));
    }

    /// <summary>
    /// The announcements of one datagram, one for each infohash, at most <paramref name="announced"/>'s length; 0 when it is none.
    /// </summary>
    public static int Read(ReadOnlySpan<byte> datagram, Span<LocalAnnouncement> announced)
    {
        Span<Infohash> infohashes = stackalloc Infohash[16];
        infohashes = infohashes[..Math.Min(infohashes.Length, announced.Length)];
        if (datagram.Length > BytesMax || !datagram.StartsWith("BT-SEARCH "u8)) return 0;
        int count = 0;
        ushort port = 0;
        ReadOnlySpan<byte> cookie = [];
        foreach (Range line in datagram.Split("\r\n"u8))
        {
            if (!TrySplit(datagram[line], out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)) continue;
            if (Ascii.EqualsIgnoreCase(name, "port"u8)) port = ReadPort(value);
            else if (Ascii.EqualsIgnoreCase(name, "cookie"u8) && value.Length <= CookieBytesMax && Ascii.IsValid(value)) cookie = value;
            else if (Ascii.EqualsIgnoreCase(name, "infohash"u8) && count < infohashes.Length)
                count += TryReadInfohash(value, out infohashes[count]) ? 1 : 0;
        }

        if (port == 0) return 0;
        for (int i = 0; i < count; i++) announced[i] = new LocalAnnouncement(infohashes[i], port, Encoding.ASCII.GetString(cookie));
        return count;
    }

    private static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        int colon = line.IndexOf((byte)':');
        name = colon < 0 ? default : line[..colon].Trim(" \t"u8);
        value = colon < 0 ? default : line[(colon + 1)..].Trim(" \t"u8);
        return colon > 0;
    }

    private static ushort ReadPort(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out ushort port, out int read) && read == value.Length ? port : (ushort)0;

    private static bool TryReadInfohash(ReadOnlySpan<byte> value, out Infohash infohash)
    {
        Span<byte> bytes = stackalloc byte[Infohash.Bytes];
        bool read = value.Length == 2 * Infohash.Bytes
            && Convert.FromHexString(value, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        infohash = read ? Infohash.Read(bytes) : default;
        return read;
    }
}
