namespace ScreenShare.Swarm.Identity;

/// <summary>
/// What counts as one host where something scarce is shared out: an IPv4 address, or an IPv6 /64, the least that one customer is given
/// (RFC 6177). Several nodes may well live there.
/// </summary>
internal readonly record struct HostKey : IComparable<HostKey>
{
    private readonly UInt128 _prefix;

    private HostKey(UInt128 prefix) => _prefix = prefix;

    public static HostKey Of(PeerAddress address) =>
        new(address.IsIPv4 ? address.Ip : address.Ip & ~(UInt128)ulong.MaxValue);

    public int CompareTo(HostKey other) => _prefix.CompareTo(other._prefix);
}
