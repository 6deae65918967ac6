using System.Security.Cryptography;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Trust;

/// <summary>Real cryptography: SHA-256 and ECDSA P-256. Keeps the imported key; not thread safe.</summary>
public sealed class ContentVerifier : IContentVerifier, IDisposable
{
    private PublicKey? _key;
    private ECDsa? _imported;

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
            _imported = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = key.Point[..32].ToArray(), Y = key.Point[32..].ToArray() },
            });
        }
        catch (CryptographicException)
        {
            _imported = null; // the bytes hash to the infohash but are no point of the curve: nothing can be signed by such a key
        }

        return _imported;
    }
}
