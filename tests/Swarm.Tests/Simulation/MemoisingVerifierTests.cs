using ScreenShare.Simulator.Checks;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Tests.Simulation;

public sealed class MemoisingVerifierTests
{
    [Fact]
    public void A_chunk_is_hashed_once_and_a_lie_about_it_is_still_caught()
    {
        var counting = new CountingVerifier();
        var verifier = new MemoisingVerifier(counting, new FastHash(1));
        var chunk = new byte[1000];
        new Random(1).NextBytes(chunk);
        Hash256 hash = Hash256.Of(chunk);

        Assert.True(verifier.VerifyChunk(chunk, hash));
        Assert.True(verifier.VerifyChunk(chunk, hash));
        Assert.Equal(1, counting.Asked);

        for (int i = 0; i < chunk.Length; i++)
        {
            chunk[i] ^= 1;
            Assert.False(verifier.VerifyChunk(chunk, hash));
            chunk[i] ^= 1;
        }

        Assert.False(verifier.VerifyChunk(chunk.AsSpan(1), hash));
        Assert.False(verifier.VerifyChunk([.. chunk, 0], hash));
    }

    [Fact]
    public void A_hash_of_all_bytes_tells_lengths_and_positions_apart()
    {
        var hash = new FastHash(1);
        var seen = new HashSet<UInt128>();
        for (int length = 0; length <= 100; length++)
        {
            var bytes = new byte[length];
            Assert.True(seen.Add(hash.Of(bytes)));
            for (int i = 0; i < length; i++)
            {
                bytes[i] = 1;
                Assert.True(seen.Add(hash.Of(bytes)));
                bytes[i] = 0;
            }
        }
    }

    private sealed class CountingVerifier : IContentVerifier
    {
        public int Asked { get; private set; }

        public bool VerifyChunk(ReadOnlySpan<byte> data, in Hash256 expected)
        {
            Asked++;
            return Hash256.Of(data) == expected;
        }

        public bool VerifyManifest(PublicKey key, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature) => false;
    }
}
