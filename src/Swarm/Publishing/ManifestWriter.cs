using System.Buffers.Binary;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Publishing;

/// <summary>Lays out and signs one manifest (wire protocol, section 5).</summary>
internal sealed record ManifestWriter
{
    public required ManifestKind Kind { get; init; }
    public required SessionId Session { get; init; }
    public required DateTimeOffset SessionStart { get; init; }
    public required FrameNumber Frame { get; init; }
    public required DateTimeOffset CaptureTime { get; init; }
    public required StreamParameters Parameters { get; init; }
    public required FrameNumber KeyFrame { get; init; }
    public required FrameIndex? KeyIndex { get; init; }
    public required FrameIndex? Index { get; init; }
    public required Hash256 PreviousHash { get; init; }

    public Manifest Sign(BroadcasterKeys keys)
    {
        int bodyBytes = Manifest.FixedBodyBytes + Parameters.Picture.Length;
        var bytes = new byte[bodyBytes + ManifestSignature.Bytes];
        Span<byte> body = bytes.AsSpan(0, bodyBytes);
        body[0] = Manifest.Version;
        body[1] = (byte)Kind;
        body[2] = TrackId.Full.Value;
        Session.Write(body[4..]);
        BinaryPrimitives.WriteUInt64BigEndian(body[20..], (ulong)SessionStart.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt32BigEndian(body[28..], Frame.Value);
        long microseconds = (CaptureTime - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        BinaryPrimitives.WriteUInt64BigEndian(body[32..], (ulong)microseconds);
        BinaryPrimitives.WriteUInt16BigEndian(body[40..], (ushort)Parameters.SlotCount);
        BinaryPrimitives.WriteUInt32BigEndian(body[42..], (uint)Parameters.ChunkCapacity);
        BinaryPrimitives.WriteUInt32BigEndian(body[46..], KeyFrame.Value);
        WriteIndex(body[50..], KeyIndex);
        WriteIndex(body[86..], Index);
        PreviousHash.Write(body[122..]);
        body[154] = (byte)Parameters.Picture.Length;
        Parameters.Picture.CopyTo(body[155..]);
        keys.Sign(ManifestSignature.Message(keys.Public, body)).CopyTo(bytes, bodyBytes);
        return Manifest.FromSigned(bytes, Parameters);
    }

    private static void WriteIndex(Span<byte> destination, FrameIndex? index)
    {
        if (index is null) return; // length and hash stay zero
        BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)index.Bytes.Length);
        Hash256.Of(index.Bytes.Span).Write(destination[4..]);
    }
}
