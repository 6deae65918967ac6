using System.Security.Cryptography;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Trust;

/// <summary>Real cryptography: SHA-256 and ECDSA P-256. Keeps the imported key; not thread safe.</summary>
public sealed class ContentVerifier : IContentVerifier, IDisposable
{
    // SEC 2, 2.4.2: the base point G of P-256, which is a key to whoever has that curve.
    private static readonly byte[] BasePoint = Convert.FromHexString(
        "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296" +
        "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5");

    private PublicKey? _key;
    private ECDsa? _imported;

    /// <exception cref="CryptographicException">
    /// This system has no ECDSA over P-256, as Wine 8: found out here, or every honest neighbour would be banned for its signature.
    /// </exception>
    public ContentVerifier() => Import(BasePoint).Dispose();

    public bool VerifyChunk(ReadOnlySpan<byte> data, in Hash256 expected) => Hash256.Of(data) == expected;

    public bool VerifyManifest(PublicKey key, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature)
    {
        ECDsa? imported = Import(key);
        if (imported is null) return false;
        byte[] message = ManifestSignature.Message(key, body);
        return imported.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public void Dispose() => _imported?.Dispose();

    private ECDsa? Import(PublicKey key)
    {
        if (ReferenceEquals(key, _key)) return _imported;
        _imported?.Dispose();
        _key = key;
        try
        {
            _imported = Import(key.Point);
        }
        catch (CryptographicException)
        {
            _imported = null; // the bytes hash to the infohash but are no point of the curve: nothing can be signed by such a key
        }

        return _imported;
    }

    private static ECDsa Import(ReadOnlySpan<byte> point) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = point[..32].ToArray(), Y = point[32..].ToArray() },
    });
}
