using ScreenShare.Swarm.Identity;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>
/// What a person gives with <c>--address</c>: an IP address or a name under which viewers reach this machine, and perhaps a mapped
/// port.
/// </summary>
/// <param name="Port">0: the port that the broadcaster listens on.</param>
internal readonly record struct AdvertisedHost(string Host, ushort Port)
{
    /// <summary>Reads <c>1.2.3.4</c>, <c>::1</c>, <c>name.example</c>, and each with a port (<c>[::1]:5</c>).</summary>
    public static bool TryParse(string text, out AdvertisedHost host)
    {
        host = default;
        bool bareIPv6 = text.Count(c => c == ':') > 1 && !text.Contains(']');
        string withBrackets = bareIPv6 ? $"[{text}]" : text;
        if (PeerEndpoint.TryParse(withBrackets, out PeerEndpoint endpoint)) host = new AdvertisedHost(endpoint.Host, endpoint.Port);
        else if (PeerEndpoint.TryParse($"{withBrackets}:1", out PeerEndpoint portless)) host = new AdvertisedHost(portless.Host, 0);
        else return false;
        return true;
    }

    /// <param name="listening">Never 0.</param>
    public PeerEndpoint At(ushort listening)
    {
        ushort port = Port == 0 ? listening : Port;
        string host = Host.Contains(':') ? $"[{Host}]" : Host;
        return PeerEndpoint.TryParse($"{host}:{port}", out PeerEndpoint endpoint)
            ? endpoint
            : throw new System.Diagnostics.UnreachableException($"{Host} was read as a host before.");
    }
}
