using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>
/// Addresses of peers, at once and not within the minute of peer exchange:
/// <c>| count (1) |</c> and per peer <c>| family 4 or 6 (1) | address (4 or 16) | port (2) |</c>.
/// </summary>
public static class PeersMessage
{
    public const int CountMax = 50;

    private const byte FamilyIPv4 = 4;
    private const byte FamilyIPv6 = 6;

    /// <summary>
    /// Appends the addresses to <paramref name="peers"/>, at most <see cref="CountMax"/>; port 0 cannot be connected to and is passed
    /// over. False, with nothing appended, when the body is not exactly its count of addresses.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> body, List<PeerAddress> peers)
    {
        ArgumentNullException.ThrowIfNull(peers);
        if (body.IsEmpty || body[0] > CountMax) return false;

        int before = peers.Count;
        int left = body[0];
        ReadOnlySpan<byte> rest = body[1..];
        for (; left > 0 && TryCut(ref rest, out PeerAddress peer); left--)
        {
            if (peer.Port != 0) peers.Add(peer);
        }

        if (left == 0 && rest.IsEmpty) return true;
        peers.RemoveRange(before, peers.Count - before);
        return false;
    }

    /// <summary>How long the body for these peers is.</summary>
    internal static int LengthOf(ReadOnlySpan<PeerAddress> peers)
    {
        int length = 1;
        foreach (PeerAddress peer in peers)
            length += 1 + CompactAddress.LengthOf(peer);
        return length;
    }

    internal static void Write(Span<byte> body, ReadOnlySpan<PeerAddress> peers)
    {
        body[0] = (byte)peers.Length;
        Span<byte> rest = body[1..];
        foreach (PeerAddress peer in peers)
        {
            rest[0] = peer.IsIPv4 ? FamilyIPv4 : FamilyIPv6;
            rest = rest[(1 + CompactAddress.Write(peer, rest[1..]))..];
        }
    }

    private static bool TryCut(ref ReadOnlySpan<byte> rest, out PeerAddress peer)
    {
        peer = default;
        int length = rest.IsEmpty ? 0 : rest[0] switch
        {
            FamilyIPv4 => CompactAddress.IPv4Bytes,
            FamilyIPv6 => CompactAddress.IPv6Bytes,
            _ => 0,
        };
        if (length == 0 || rest.Length < 1 + length) return false;
        peer = CompactAddress.Read(rest.Slice(1, length));
        rest = rest[(1 + length)..];
        return true;
    }
}
