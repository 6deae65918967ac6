using System.Buffers.Binary;
using System.Security.Cryptography;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Trust;

/// <summary>What a node derives the tokens of its connections from, so that nobody can guess one from others that it has seen.</summary>
public sealed class NodeSecret
{
    public const int Bytes = 32;

    private readonly byte[] _secret;

    private NodeSecret(byte[] secret) => _secret = secret;

    public static NodeSecret Create() => new(FreshSecret.Draw(Bytes));

    /// <summary>For runs that must come out the same each time; a seed is no secret.</summary>
    public static NodeSecret Seeded(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var secret = new byte[Bytes];
        random.NextBytes(secret);
        return new NodeSecret(secret);
    }

    /// <summary>What a host must show to be believed that it gets what is sent to it (BEP 5, <c>token</c>).</summary>
    /// <param name="period">A token is good in its own period alone.</param>
    /// <param name="token">Filled whole, at most 32 bytes.</param>
    internal void WriteToken(PeerAddress host, uint period, Span<byte> token)
    {
        Span<byte> said = stackalloc byte[16 + 4];
        BinaryPrimitives.WriteUInt128BigEndian(said, host.Ip);
        BinaryPrimitives.WriteUInt32BigEndian(said[16..], period);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, said, mac);
        mac[..token.Length].CopyTo(token);
    }

    internal ConnectionToken TokenOf(ConnectionId connection)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, connection.Value);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, number, mac);
        return ConnectionToken.Read(mac[..ConnectionToken.Bytes]);
    }
}
