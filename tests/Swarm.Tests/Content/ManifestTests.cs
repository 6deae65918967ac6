using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Tests.Content;

public sealed class ManifestTests
{
    [Fact]
    public void What_is_signed_is_read_and_verified()
    {
        using var studio = new Studio();
        using var verifier = new ContentVerifier();
        Manifest written = studio.Next().Manifest;

        Assert.True(Manifest.TryRead(written.Bytes, out Manifest? read, out int consumed));

        Assert.Equal(written.Bytes.Length, consumed);
        Assert.Equal(studio.Id, read!.Session);
        Assert.Equal(FrameNumber.First, read.Frame);
        Assert.Equal(ManifestKind.Delta, read.Kind);
        Assert.Equal(FrameNumber.First, read.KeyFrame);
        Assert.Equal(studio.Parameters, read.Parameters);
        Assert.True(verifier.VerifyManifest(studio.Keys.Public, read.Body, read.Signature));
    }

    [Fact]
    public void Each_frame_names_the_body_before_it()
    {
        using var studio = new Studio();
        Manifest first = studio.Next().Manifest;
        Manifest second = studio.Next().Manifest;

        Assert.True(first.PreviousHash.IsZero);
        Assert.Equal(first.BodyHash, second.PreviousHash);
    }

    [Fact]
    public void Any_changed_bit_of_the_body_or_the_signature_spoils_it()
    {
        using var studio = new Studio();
        using var verifier = new ContentVerifier();
        byte[] bytes = studio.Next().Manifest.Bytes.ToArray();

        for (int bit = 0; bit < bytes.Length * 8; bit += 5)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            bool isGood = Manifest.TryRead(changed, out Manifest? read, out _)
                && verifier.VerifyManifest(studio.Keys.Public, read!.Body, read.Signature);
            Assert.False(isGood, $"bit {bit}");
        }
    }

    [Fact]
    public void A_signature_by_another_key_is_refused()
    {
        using var studio = new Studio();
        using var other = BroadcasterKeys.Create();
        using var verifier = new ContentVerifier();
        Manifest manifest = studio.Next().Manifest;

        Assert.False(verifier.VerifyManifest(other.Public, manifest.Body, manifest.Signature));
    }

    [Fact]
    public void A_key_that_is_no_point_of_the_curve_verifies_nothing()
    {
        using var studio = new Studio();
        using var verifier = new ContentVerifier();
        Manifest manifest = studio.Next().Manifest;
        var key = new PublicKey(new byte[PublicKey.Bytes]);

        Assert.False(verifier.VerifyManifest(key, manifest.Body, manifest.Signature));
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] bytes = Published.TwoFrames().Second.Manifest.Bytes.ToArray();

        for (int length = 0; length < bytes.Length; length++)
            Assert.False(Manifest.TryRead(bytes.AsSpan(0, length), out _, out _), $"{length} bytes");
    }

    [Theory]
    [InlineData(0, 0)]      // version
    [InlineData(1, 0)]      // kind
    [InlineData(1, 4)]
    [InlineData(3, 1)]      // reserved
    [InlineData(154, 65)]   // length of the picture's parameters
    public void A_field_outside_its_range_is_refused(int at, byte value)
    {
        byte[] bytes = Published.TwoFrames().Second.Manifest.Bytes.ToArray();
        bytes[at] = value;

        Assert.False(Manifest.TryRead(bytes, out _, out _));
    }

    [Theory]
    [InlineData(28, 0u)]            // frame 0
    [InlineData(42, 1023u)]        // chunk capacity
    [InlineData(42, 65537u)]
    [InlineData(46, 3u)]            // a key frame after the frame itself
    [InlineData(86, 0u)]            // a delta without an index
    [InlineData(86, 0xFFFFFFFFu)]   // an index longer than any
    [InlineData(50, 0u)]            // a key frame without an index
    public void A_number_outside_its_range_is_refused(int at, uint value)
    {
        byte[] bytes = Published.TwoFrames().Second.Manifest.Bytes.ToArray();
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), value);

        Assert.False(Manifest.TryRead(bytes, out _, out _));
    }

    [Fact]
    public void Ten_thousand_mutations_never_throw()
    {
        byte[] bytes = Published.TwoFrames().Second.Manifest.Bytes.ToArray();

        foreach (byte[] mutated in Mutations.Of(bytes, seed: 1))
        {
            if (Manifest.TryRead(mutated, out Manifest? read, out _))
                Assert.True(read!.CaptureTime > DateTimeOffset.MinValue && read.KeyFrame <= read.Frame);
        }
    }
}
