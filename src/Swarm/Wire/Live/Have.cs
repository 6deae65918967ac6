using System.Buffers.Binary;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>"I have this chunk of this delta": <c>| tag (4) | track (1) | frame (4) | chunk (2) |</c>.</summary>
public readonly record struct Have(SessionTag Session, TrackId Track, FrameNumber Frame, ushort Chunk)
{
    public static bool TryRead(ReadOnlySpan<byte> body, out Have message)
    {
        message = default;
        if (body.Length != LiveMessageLengths.Have
            || !FrameIdFormat.TryRead(body, out SessionTag session, out TrackId track, out FrameNumber frame))
            return false;
        message = new(session, track, frame, BinaryPrimitives.ReadUInt16BigEndian(body[FrameIdFormat.Bytes..]));
        return true;
    }

    internal void Write(Span<byte> body)
    {
        FrameIdFormat.Write(body, Session, Track, Frame);
        BinaryPrimitives.WriteUInt16BigEndian(body[FrameIdFormat.Bytes..], Chunk);
    }
}
