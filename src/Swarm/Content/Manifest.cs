using System.Buffers.Binary;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Content;

/// <summary>
/// The signed header of a frame (wire protocol, section 5). Immutable. That it parses does not say that its signature is good.
/// </summary>
public sealed class Manifest
{
    internal const byte Version = 1;
    internal const int FixedBodyBytes = 155;

    /// <summary>In the year 9987, in Unix milliseconds: sessions start earlier.</summary>
    public const ulong SessionStartEnd = 253_000_000_000_000;

    /// <summary>An index of at most this many bytes rides along with its manifest: about 110 chunks.</summary>
    public const int RidingIndexBytesMax = 32 * 1024;

    private readonly byte[] _bytes;

    private Manifest(byte[] bytes, StreamParameters parameters)
    {
        _bytes = bytes;
        Parameters = parameters;
        BodyHash = Hash256.Of(Body);
    }

    /// <summary>Body and signature, as they travel.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    public ReadOnlySpan<byte> Body => _bytes.AsSpan(0, _bytes.Length - ManifestSignature.Bytes);

    public ReadOnlySpan<byte> Signature => _bytes.AsSpan(_bytes.Length - ManifestSignature.Bytes);

    public Hash256 BodyHash { get; }

    public StreamParameters Parameters { get; }

    public ManifestKind Kind => (ManifestKind)_bytes[1];

    public TrackId Track => new(_bytes[2]);

    public SessionId Session => SessionId.Read(_bytes.AsSpan(4, SessionId.Bytes));

    /// <summary>Unix milliseconds. Of two sessions the one that started later wins.</summary>
    public ulong SessionStart => BinaryPrimitives.ReadUInt64BigEndian(_bytes.AsSpan(20));

    public FrameNumber Frame => new(BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(28)));

    public DateTimeOffset CaptureTime => DateTimeOffset.UnixEpoch.AddMicroseconds(CaptureMicroseconds);

    /// <summary>Newest virtual key frame as of this frame; <see cref="FrameNumber.None"/> before there is one.</summary>
    public FrameNumber KeyFrame => new(BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(46)));

    public int KeyIndexBytes => (int)BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(50));

    public Hash256 KeyIndexHash => Hash256.Read(_bytes.AsSpan(54));

    public int IndexBytes => (int)BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(86));

    public Hash256 IndexHash => Hash256.Read(_bytes.AsSpan(90));

    public Hash256 PreviousHash => Hash256.Read(_bytes.AsSpan(122));

    private ulong CaptureMicroseconds => BinaryPrimitives.ReadUInt64BigEndian(_bytes.AsSpan(32));

    /// <summary>
    /// Reads a manifest from the front of <paramref name="source"/>. False when it breaks a rule of the layout; what follows it, an index
    /// that rides along or nothing, starts at <paramref name="consumed"/>.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out Manifest? manifest, out int consumed)
    {
        manifest = null;
        consumed = 0;
        if (source.Length < FixedBodyBytes || source[0] != Version || source[1] is < 1 or > 3 || source[3] != 0) return false;
        int pictureBytes = source[FixedBodyBytes - 1];
        int length = FixedBodyBytes + pictureBytes + ManifestSignature.Bytes;
        if (pictureBytes > StreamParameters.PictureParametersBytesMax || source.Length < length) return false;
        int slotCount = BinaryPrimitives.ReadUInt16BigEndian(source[40..]);
        uint capacity = BinaryPrimitives.ReadUInt32BigEndian(source[42..]);
        if (slotCount is < 1 or > StreamParameters.SlotsMax
            || capacity is < StreamParameters.ChunkCapacityMin or > StreamParameters.ChunkCapacityMax)
            return false;

        var parameters = new StreamParameters(slotCount, (int)capacity, source.Slice(FixedBodyBytes, pictureBytes));
        var read = new Manifest(source[..length].ToArray(), parameters);
        if (!read.IsConsistent()) return false;
        manifest = read;
        consumed = length;
        return true;
    }

    internal static Manifest FromSigned(byte[] bytes, StreamParameters parameters) => new(bytes, parameters);

    private bool IsConsistent()
    {
        uint indexMax = (uint)FrameIndexReader.BytesMax(Parameters.SlotCount);
        uint indexBytes = BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(86));
        uint keyIndexBytes = BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(50));
        bool deltaHasChunks = Kind == ManifestKind.Delta == (indexBytes > 0);
        bool keyIsWhole = KeyFrame.IsNone == (keyIndexBytes == 0);
        // Later than the year 9999 cannot be shown as a time; and a start that none can follow would win for ever.
        bool timeIsReal = CaptureMicroseconds < 253_000_000_000_000_000 && SessionStart < SessionStartEnd;
        return Frame >= FrameNumber.First && KeyFrame <= Frame && indexBytes <= indexMax && keyIndexBytes <= indexMax
            && deltaHasChunks && keyIsWhole && timeIsReal;
    }
}
