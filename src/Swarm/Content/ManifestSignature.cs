using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Content;

/// <summary>What a manifest's signature covers (wire protocol, section 5).</summary>
internal static class ManifestSignature
{
    public const int Bytes = 64;

    private static ReadOnlySpan<byte> Domain => "ScreenShare manifest 1\n"u8;

    public static byte[] Message(PublicKey key, ReadOnlySpan<byte> body)
    {
        var message = new byte[Domain.Length + Hash256.Bytes + body.Length];
        Domain.CopyTo(message);
        key.Fingerprint.Write(message.AsSpan(Domain.Length));
        body.CopyTo(message.AsSpan(Domain.Length + Hash256.Bytes));
        return message;
    }
}
