using System.Buffers.Binary;
using System.Numerics;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>
/// Ids that are bound to their node's address (BEP 42), so that nobody can put himself next to an infohash of his choice: the first 21 bits
/// are a checksum of the address and three bits that are told in the last byte.
/// </summary>
internal static class BoundId
{
    private const int VariantMask = 7;
    private const ulong IPv6Mask = 0x0103_070f_1f3f_7fff;
    private const uint IPv4Mask = 0x030f_3fff;

    /// <summary>What the checksum covers of the first three bytes.</summary>
    private const uint PrefixMask = 0xffff_f800;

    public static DhtId Draw(PeerAddress address, Random random)
    {
        DhtId drawn = DhtId.Read(stackalloc byte[DhtId.Bytes]).DrawAtDistance(0, random);
        uint prefix = PrefixOf(address, (int)(drawn.Low & VariantMask));
        ulong high = (drawn.High & ~((ulong)PrefixMask << 32)) | ((ulong)(prefix & PrefixMask) << 32);
        return drawn with { High = high };
    }

    /// <summary>Whether a node at this address may have this id. Within one network and on one machine any will do.</summary>
    public static bool Fits(DhtId id, PeerAddress address)
    {
        if (AddressScopes.Of(address) != AddressScope.Global) return true;
        uint prefix = PrefixOf(address, (int)(id.Low & VariantMask));
        return (((uint)(id.High >> 32) ^ prefix) & PrefixMask) == 0;
    }

    private static uint PrefixOf(PeerAddress address, int variant)
    {
        Span<byte> masked = stackalloc byte[8];
        if (address.IsIPv4)
        {
            masked = masked[..4];
            BinaryPrimitives.WriteUInt32BigEndian(masked, (uint)address.Ip & IPv4Mask);
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(masked, (ulong)(address.Ip >> 64) & IPv6Mask);
        }

        masked[0] |= (byte)(variant << 5);
        uint checksum = uint.MaxValue;
        foreach (byte value in masked) checksum = BitOperations.Crc32C(checksum, value);
        return ~checksum;
    }
}
