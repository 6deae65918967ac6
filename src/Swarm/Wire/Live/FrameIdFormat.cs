using System.Buffers.Binary;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>The fields with which messages about a whole frame begin: <c>| tag (4) | track (1) | frame (4) |</c>.</summary>
internal static class FrameIdFormat
{
    public const int Bytes = 9;

    /// <summary>False for frame 0, which is no frame.</summary>
    /// <param name="source">At least <see cref="Bytes"/> long.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, out SessionTag session, out TrackId track, out FrameNumber frame)
    {
        session = new(BinaryPrimitives.ReadUInt32BigEndian(source));
        track = new(source[4]);
        frame = new(BinaryPrimitives.ReadUInt32BigEndian(source[5..]));
        return !frame.IsNone;
    }

    public static void Write(Span<byte> destination, SessionTag session, TrackId track, FrameNumber frame)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, session.Value);
        destination[4] = track.Value;
        BinaryPrimitives.WriteUInt32BigEndian(destination[5..], frame.Value);
    }
}
