using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Rates;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// How fast addresses are tried that nobody has proven: a liar who names a thousand of them must not make its listeners knock on somebody's
/// doors. Proven addresses, and those from the link, are free: lost neighbours are replaced at once. So is this machine itself, where only
/// its own programs name addresses, and who is not there says so at once.
/// </summary>
internal sealed class DialPace
{
    /// <summary>Enough for a classroom's worth of nodes on one machine to meet; then a pace that no host minds.</summary>
    private const int PerHostAtOnce = 8;
    private const double PerHostPerSecond = 2;

    /// <summary>A joiner's first neighbours at once, and then below ten a second whatever it is told.</summary>
    private const int InAllAtOnce = 24;
    private const double InAllPerSecond = 6;

    /// <summary>Hosts with dials in the last seconds: at that pace about a hundred.</summary>
    public const int HostsMax = 256;

    private readonly Allowance _inAll = new(InAllPerSecond, InAllAtOnce);
    private readonly Dictionary<HostKey, Allowance> _perHost = [];

    public bool Allows(PeerAddress address, Instant now) =>
        IsFree(address) || (_inAll.CanTake(now) && AllowsHost(HostKey.Of(address), now));

    public void Take(PeerAddress address, Instant now)
    {
        if (IsFree(address)) return;
        HostKey key = HostKey.Of(address);
        if (!_perHost.TryGetValue(key, out Allowance? host)) _perHost.Add(key, host = new Allowance(PerHostPerSecond, PerHostAtOnce));
        _inAll.TryTake(now);
        host.TryTake(now);
    }

    private static bool IsFree(PeerAddress address) => AddressScopes.Of(address) == AddressScope.Loopback;

    private bool AllowsHost(HostKey key, Instant now) =>
        _perHost.TryGetValue(key, out Allowance? host) ? host.CanTake(now) : HasRoom(now);

    private bool HasRoom(Instant now)
    {
        if (_perHost.Count < HostsMax) return true;
        foreach ((HostKey key, Allowance host) in _perHost)
        {
            if (host.IsFull(now)) _perHost.Remove(key);
        }

        return _perHost.Count < HostsMax;
    }
}
