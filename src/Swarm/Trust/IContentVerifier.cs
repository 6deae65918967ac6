using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Trust;

/// <summary>
/// Where a node's cryptography can be replaced: the simulator remembers answers where thousands of nodes would compute the same one.
/// </summary>
public interface IContentVerifier
{
    /// <summary>True when <paramref name="data"/> hashes to <paramref name="expected"/>.</summary>
    bool VerifyChunk(ReadOnlySpan<byte> data, in Hash256 expected);

    /// <param name="body">The manifest without its signature.</param>
    /// <param name="signature">64 bytes, r ‖ s.</param>
    bool VerifyManifest(PublicKey key, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature);
}
