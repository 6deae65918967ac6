using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Peers;

/// <summary>Whom this node will not have to do with: those the user blocked, and for a while those that broke a rule.</summary>
internal sealed class AddressRules
{
    private const int BansMax = 1000;

    private readonly List<AddressRule> _blocked = [];
    private readonly Dictionary<PeerAddress, Instant> _banned = [];

    public void Block(AddressRule rule)
    {
        if (!_blocked.Contains(rule))
            _blocked.Add(rule);
    }

    public void Unblock(AddressRule rule) => _blocked.Remove(rule);

    public void Ban(PeerAddress address, Instant now)
    {
        if (_banned.Count >= BansMax)
            _banned.Clear(); // somebody makes up addresses; starting over costs only that some may try once more
        _banned[address] = now + SwarmLimits.BanTime;
    }

    public bool IsBlocked(PeerAddress address)
    {
        foreach (AddressRule rule in _blocked)
        {
            if (rule.Matches(address))
                return true;
        }

        return false;
    }

    public bool IsBanned(PeerAddress address, Instant now) => _banned.TryGetValue(address, out Instant until) && until > now;
}
