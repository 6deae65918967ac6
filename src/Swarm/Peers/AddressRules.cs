using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// Whom this node will not have to do with: those the user blocked, and for a while those that broke a rule. A ban follows what was proven:
/// an address that was dialled; else only the host that a connection came from, and of it only those that name no port, since a port named
/// by a liar is its neighbour's.
/// </summary>
internal sealed class AddressRules
{
    public const int BansMax = 1000;

    private readonly List<AddressRule> _blocked = [];
    private readonly Dictionary<PeerAddress, Instant> _banned = []; // port 0: those of the host that name none

    public void Block(AddressRule rule)
    {
        if (!_blocked.Contains(rule)) _blocked.Add(rule);
    }

    public void Unblock(AddressRule rule) => _blocked.Remove(rule);

    /// <param name="address">Was dialled.</param>
    public void Ban(PeerAddress address, Instant now) => Ban(address, SwarmLimits.BanTime, now);

    /// <param name="address">Where a connection came from.</param>
    public void BanNameless(PeerAddress address, Instant now) => Ban(address.WithPort(0), SwarmLimits.HostBanTime, now);

    public bool IsBlocked(PeerAddress address)
    {
        foreach (AddressRule rule in _blocked)
        {
            if (rule.Matches(address)) return true;
        }

        return false;
    }

    public bool IsBanned(PeerAddress address, Instant now) => _banned.TryGetValue(address, out Instant until) && until > now;

    public bool IsBannedNameless(PeerAddress address, Instant now) => IsBanned(address.WithPort(0), now);

    private void Ban(PeerAddress address, TimeSpan time, Instant now)
    {
        if (_banned.Count >= BansMax) _banned.Clear(); // somebody has many addresses; starting over costs only that some may try once more
        _banned[address] = now + time;
    }
}
