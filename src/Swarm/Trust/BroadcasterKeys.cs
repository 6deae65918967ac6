using System.Security.Cryptography;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Trust;

/// <summary>
/// The broadcaster's secrets: signing key and content key. Drawn from the system, as is a <see cref="NodeSecret"/>; nothing else
/// here is key material.
/// </summary>
public sealed class BroadcasterKeys : IDisposable
{
    private readonly ECDsa _signing;

    private BroadcasterKeys(ECDsa signing, ContentKey content)
    {
        _signing = signing;
        Content = content;
        ECPoint point = signing.ExportParameters(includePrivateParameters: false).Q;
        Public = new PublicKey([.. point.X!, .. point.Y!]); // an exported public key always has both coordinates
    }

    public PublicKey Public { get; }

    public ContentKey Content { get; }

    public static BroadcasterKeys Create() => new(
        ECDsa.Create(ECCurve.NamedCurves.nistP256),
        new ContentKey(FreshSecret.Draw(ContentKey.Bytes)));

    public static SessionId CreateSessionId() => SessionId.Read(FreshSecret.Draw(SessionId.Bytes));

    /// <summary>A seed for a node's own chance, where nobody gave one.</summary>
    public static int CreateSeed() => FreshSecret.DrawSeed();

    /// <summary>ECDSA P-256 over SHA-256, r ‖ s (IEEE P1363), 64 bytes.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> message) =>
        _signing.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose() => _signing.Dispose();
}
