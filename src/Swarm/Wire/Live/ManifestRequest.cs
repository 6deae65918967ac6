using System.Buffers.Binary;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>Asks for the manifests of a range of frames: <c>| tag (4) | track (1) | first (4) | last (4) |</c>, both included.</summary>
public readonly record struct ManifestRequest(SessionTag Session, TrackId Track, FrameNumber First, FrameNumber Last)
{
    public const int FramesMax = 256;

    public int Frames => (int)(Last.Value - First.Value) + 1;

    /// <summary>False when the length is wrong, a frame is 0, or the range is empty or longer than <see cref="FramesMax"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out ManifestRequest message)
    {
        message = default;
        if (body.Length != LiveMessageLengths.ManifestRequest
            || !FrameIdFormat.TryRead(body, out SessionTag session, out TrackId track, out FrameNumber first))
            return false;

        FrameNumber last = new(BinaryPrimitives.ReadUInt32BigEndian(body[FrameIdFormat.Bytes..]));
        if (last < first || last.Value - first.Value >= FramesMax) return false;
        message = new(session, track, first, last);
        return true;
    }

    internal void Write(Span<byte> body)
    {
        FrameIdFormat.Write(body, Session, Track, First);
        BinaryPrimitives.WriteUInt32BigEndian(body[FrameIdFormat.Bytes..], Last.Value);
    }
}
