using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>"I can serve all of this key frame": <c>| tag (4) | track (1) | key frame (4) |</c>.</summary>
public readonly record struct KeyHave(SessionTag Session, TrackId Track, FrameNumber KeyFrame)
{
    public static bool TryRead(ReadOnlySpan<byte> body, out KeyHave message)
    {
        message = default;
        if (body.Length != LiveMessageLengths.KeyHave
            || !FrameIdFormat.TryRead(body, out SessionTag session, out TrackId track, out FrameNumber keyFrame))
            return false;
        message = new(session, track, keyFrame);
        return true;
    }

    internal void Write(Span<byte> body) => FrameIdFormat.Write(body, Session, Track, KeyFrame);
}
