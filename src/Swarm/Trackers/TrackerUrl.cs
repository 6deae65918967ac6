using System.Globalization;
using System.Net;
using System.Text;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Trackers;

/// <summary>
/// A tracker's address, as far as one from a stranger's link may be followed: whoever opens a link must not be made to call up pages of
/// its own network.
/// </summary>
public sealed class TrackerUrl
{
    private readonly Uri _uri;

    private TrackerUrl(Uri uri) => _uri = uri;

    public string Scheme => _uri.Scheme;

    /// <summary>Without brackets.</summary>
    public string Host => _uri.IdnHost;

    public int Port => _uri.IsDefaultPort && _uri.Scheme == "udp" ? 80 : _uri.Port;

    /// <summary>Only what a tracker is called (BEP 48's convention too): what may be asked of a host inside one's own network.</summary>
    public bool IsPlainAnnounce => _uri.AbsolutePath == "/announce" && _uri.Query.Length == 0 && _uri.UserInfo.Length == 0;

    /// <param name="text">With scheme http, https or udp.</param>
    public static TrackerUrl? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" or "udp" && uri.Host.Length > 0
            && (uri.Scheme != "udp" || uri.Port > 0)
            ? new TrackerUrl(uri)
            : null;

    /// <summary>Where whoever is asked may send us on to.</summary>
    public static bool IsOutside(IPAddress address) => AddressScopes.Of(PeerAddress.From(address, 1)) == AddressScope.Global;

    /// <summary>Whether it may be asked at an address that its name has led to.</summary>
    public bool MayAsk(IPAddress address)
    {
        return AddressScopes.Of(PeerAddress.From(address, 1)) switch
        {
            AddressScope.Global => true,
            AddressScope.Private or AddressScope.Loopback => _uri.Scheme == "udp" || IsPlainAnnounce,
            _ => false,
        };
    }

    /// <summary>The whole query of an announcement by HTTP (BEP 3, BEP 7, BEP 23).</summary>
    public Uri AnnounceUri(TrackerAnnounce announce)
    {
        ArgumentNullException.ThrowIfNull(announce);
        Span<byte> bytes = stackalloc byte[Infohash.Bytes];
        announce.Infohash.Write(bytes);
        StringBuilder query = new(_uri.AbsoluteUri);
        query.Append(_uri.Query.Length > 0 ? '&' : '?').Append("info_hash=");
        AppendEscaped(query, bytes);
        announce.PeerId.Write(bytes);
        AppendEscaped(query.Append("&peer_id="), bytes);
        query.Append(CultureInfo.InvariantCulture, $"&port={announce.Port}&uploaded=0&downloaded=0&left=1&compact=1");
        query.Append(CultureInfo.InvariantCulture, $"&numwant={announce.Wanted}&key={announce.Key:x8}");
        if (announce.Event != TrackerEvent.None) query.Append("&event=").Append(NameOf(announce.Event));
        return new Uri(query.ToString());
    }

    /// <summary>The whole of it, for a link.</summary>
    public string Text => _uri.AbsoluteUri;

    /// <summary>Without its query, which may hold somebody's passkey.</summary>
    public override string ToString() => _uri.GetLeftPart(UriPartial.Path);

    private static string NameOf(TrackerEvent what) => what == TrackerEvent.Started ? "started" : "stopped";

    private static void AppendEscaped(StringBuilder query, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            bool isPlain = char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~';
            if (isPlain) query.Append((char)value);
            else query.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
    }
}
