namespace ScreenShare.Swarm.Identity;

/// <summary>
/// A broadcaster's P-256 public key: the 64 bytes X ‖ Y. Only bytes here; whether they are a point of the curve shows when a
/// signature is checked. Made from wire bytes only together with the infohash they must match.
/// </summary>
public sealed class PublicKey
{
    public const int Bytes = 64;

    private readonly byte[] _point;

    internal PublicKey(ReadOnlySpan<byte> point)
    {
        _point = point.ToArray();
        Fingerprint = Hash256.Of(point);
        Span<byte> hash = stackalloc byte[Hash256.Bytes];
        Fingerprint.Write(hash);
        Infohash = Infohash.Read(hash[..Infohash.Bytes]);
    }

    /// <summary>SHA-256 over the key; part of all that is signed.</summary>
    public Hash256 Fingerprint { get; }

    public Infohash Infohash { get; }

    public ReadOnlySpan<byte> Point => _point;

    /// <summary>False when the bytes are not <see cref="Bytes"/> long or do not hash to <paramref name="infohash"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> point, Infohash infohash, out PublicKey? key)
    {
        key = point.Length == Bytes ? new PublicKey(point) : null;
        if (key?.Infohash != infohash) key = null;
        return key is not null;
    }
}
