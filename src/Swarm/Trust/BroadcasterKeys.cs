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
    private const int ScalarBytes = 32;
    private const int PointBytes = 64;

    private readonly ECDsa _signing;

    private BroadcasterKeys(ECDsa signing, ContentKey content)
    {
        _signing = signing;
        Content = content;
        ECPoint point = signing.ExportParameters(includePrivateParameters: false).Q;
        Public = new PublicKey([.. point.X!, .. point.Y!]); // an exported public key always has both coordinates
    }

    /// <summary>What <see cref="WriteSecrets"/> writes: the signing key's scalar and point, the content key.</summary>
    public const int SecretBytes = ScalarBytes + PointBytes + ContentKey.Bytes;

    public PublicKey Public { get; }

    public ContentKey Content { get; }

    public static BroadcasterKeys Create() => new(
        ECDsa.Create(ECCurve.NamedCurves.nistP256),
        new ContentKey(FreshSecret.Draw(ContentKey.Bytes)));

    /// <summary>The same keys again; null when the bytes are no such keys, or not of one pair.</summary>
    /// <param name="secrets">What <see cref="WriteSecrets"/> wrote.</param>
    public static BroadcasterKeys? Restore(ReadOnlySpan<byte> secrets)
    {
        if (secrets.Length != SecretBytes) return null;
        byte[] scalar = secrets[..ScalarBytes].ToArray();
        ReadOnlySpan<byte> point = secrets.Slice(ScalarBytes, PointBytes);
        ECDsa? signing = null;
        try
        {
            signing = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                D = scalar,
                Q = new ECPoint { X = point[..ScalarBytes].ToArray(), Y = point[ScalarBytes..].ToArray() },
            });
            var keys = new BroadcasterKeys(signing, new ContentKey(secrets[(ScalarBytes + PointBytes)..].ToArray()));
            if (keys.ArePair()) return keys;
        }
        catch (CryptographicException)
        {
            // no scalar, or no point of the curve
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }

        signing?.Dispose();
        return null;
    }

    /// <summary>The same signing key, and so the same infohash, with a content key that nobody has.</summary>
    public BroadcasterKeys WithNewContentKey()
    {
        Span<byte> secrets = stackalloc byte[SecretBytes];
        WriteSecrets(secrets);
        FreshSecret.Draw(ContentKey.Bytes).CopyTo(secrets[(ScalarBytes + PointBytes)..]);
        BroadcasterKeys renewed = Restore(secrets) ?? throw new System.Diagnostics.UnreachableException("These are keys.");
        CryptographicOperations.ZeroMemory(secrets);
        return renewed;
    }

    public static SessionId CreateSessionId() => SessionId.Read(FreshSecret.Draw(SessionId.Bytes));

    /// <summary>A seed for a node's own chance, where nobody gave one.</summary>
    public static int CreateSeed() => FreshSecret.DrawSeed();

    /// <summary>For whoever keeps them, where nobody else can read.</summary>
    /// <param name="destination">Exactly <see cref="SecretBytes"/> long.</param>
    public void WriteSecrets(Span<byte> destination)
    {
        ECParameters parameters = _signing.ExportParameters(includePrivateParameters: true);
        parameters.D.CopyTo(destination);
        Public.Point.CopyTo(destination[ScalarBytes..]);
        Content.Secret.CopyTo(destination[(ScalarBytes + PointBytes)..]);
        CryptographicOperations.ZeroMemory(parameters.D);
    }

    /// <summary>ECDSA P-256 over SHA-256, r ‖ s (IEEE P1363), 64 bytes.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> message) =>
        _signing.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose() => _signing.Dispose();

    // Not every system's library looks whether the scalar belongs to the point.
    private bool ArePair()
    {
        using var verifier = new ContentVerifier();
        ReadOnlySpan<byte> body = "one pair"u8;
        return verifier.VerifyManifest(Public, body, Sign(ManifestSignature.Message(Public, body)));
    }
}
