using System.Numerics;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;

namespace ScreenShare.Chaos.Tests;

/// <summary>What a malicious broadcaster would sign, and what others can do to a signature without its key.</summary>
internal static class Forger
{
    // Order of the P-256 group (SEC 2).
    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber);

    /// <summary>A heartbeat of the studio's session, to be changed with <c>with</c>.</summary>
    public static ManifestWriter Draft(Studio studio, uint frame) => new()
    {
        Kind = ManifestKind.Heartbeat,
        Session = studio.Id,
        SessionStart = Studio.Start.AddSeconds(1),
        Frame = new FrameNumber(frame),
        CaptureTime = Studio.Start.AddSeconds(20),
        Parameters = studio.Parameters,
        KeyFrame = FrameNumber.None,
        KeyIndex = null,
        Index = null,
        PreviousHash = default,
    };

    /// <summary>An index of one chunk, which says of it whatever the arguments say.</summary>
    public static FrameIndex OneChunk(uint frame, ReadOnlySpan<byte> chunk, params ushort[] slots) =>
        FrameIndexWriter.WriteDelta(new FrameNumber(frame), [new ChunkEntry(chunk.Length, Hash256.Of(chunk), 0, slots.Length)], slots);

    /// <summary>The index of a key frame in one chunk.</summary>
    public static FrameIndex OneKeyChunk(uint frame, ReadOnlySpan<byte> chunk, params uint[] origins) => FrameIndexWriter.WriteKeyFrame(
        new FrameNumber(frame), [new ChunkEntry(chunk.Length, Hash256.Of(chunk), 0, origins.Length)], origins);

    /// <summary>Bytes that no reader takes for an index, but that a manifest can commit to.</summary>
    public static FrameIndex Nonsense(uint frame, byte[] bytes) => new(new FrameNumber(frame), bytes, [], [], origins: null);

    /// <summary>A record with any header and meaningless content.</summary>
    public static byte[] Record(ushort slot, uint origin, int payload = 100)
    {
        var bytes = new byte[Swarm.Content.Record.OverheadBytes + payload];
        Swarm.Content.Record.WriteHeader(bytes, new SlotIndex(slot), new FrameNumber(origin), payload + Swarm.Content.Record.TagBytes);
        return bytes;
    }

    /// <summary>
    /// The same body under another signature that verifies too: for each (r, s) of ECDSA there is (r, n - s), which anybody can compute.
    /// </summary>
    public static Manifest WithTwinSignature(Manifest manifest)
    {
        byte[] bytes = manifest.Bytes.ToArray();
        Span<byte> s = bytes.AsSpan(bytes.Length - (ManifestSignature.Bytes / 2));
        BigInteger twin = Order - new BigInteger(s, isUnsigned: true, isBigEndian: true);
        s.Clear();
        byte[] written = twin.ToByteArray(isUnsigned: true, isBigEndian: true);
        written.CopyTo(s[(s.Length - written.Length)..]);
        return Reread(bytes);
    }

    public static Manifest WithBitFlipped(Manifest manifest, int at)
    {
        byte[] bytes = manifest.Bytes.ToArray();
        bytes[at] ^= 1;
        return Manifest.FromSigned(bytes, manifest.Parameters);
    }

    private static Manifest Reread(byte[] bytes)
    {
        Assert.True(Manifest.TryRead(bytes, out Manifest? read, out _));
        return read!; // read, so there
    }
}
