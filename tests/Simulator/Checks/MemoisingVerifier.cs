using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Simulator.Checks;

/// <summary>
/// Real answers, computed once: all nodes of a run share it, and for the second node on an answer costs one fast hash over all the bytes
/// (sampling some of them would let a liar change the others). Bounded: it forgets everything when full, which only costs time.
/// </summary>
public sealed class MemoisingVerifier(IContentVerifier real, FastHash hash) : IContentVerifier
{
    /// <summary>About 100 bytes each; an hour of a broadcast of 100 chunks a second would be 360,000.</summary>
    private const int AnswersMax = 500_000;

    private readonly Dictionary<(Hash256 Expected, UInt128 Data), bool> _chunks = [];
    private readonly Dictionary<(Hash256 Key, UInt128 Body, UInt128 Signature), bool> _manifests = [];

    public bool VerifyChunk(ReadOnlySpan<byte> data, in Hash256 expected)
    {
        (Hash256, UInt128) question = (expected, hash.Of(data));
        if (_chunks.TryGetValue(question, out bool answer)) return answer;
        if (_chunks.Count == AnswersMax) _chunks.Clear();
        answer = real.VerifyChunk(data, expected);
        _chunks.Add(question, answer);
        return answer;
    }

    public bool VerifyManifest(PublicKey key, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature)
    {
        (Hash256, UInt128, UInt128) question = (key.Fingerprint, hash.Of(body), hash.Of(signature));
        if (_manifests.TryGetValue(question, out bool answer)) return answer;
        if (_manifests.Count == AnswersMax) _manifests.Clear();
        answer = real.VerifyManifest(key, body, signature);
        _manifests.Add(question, answer);
        return answer;
    }
}
