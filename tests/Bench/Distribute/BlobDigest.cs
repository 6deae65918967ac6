using System.Security.Cryptography;

namespace ScreenShare.Bench.Distribute;

/// <summary>Tells whether what was opened at the end is what was sealed at the start.</summary>
internal sealed class BlobDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(ReadOnlySpan<byte> payload) => _hash.AppendData(payload);

    public string Finish() => Convert.ToHexString(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
