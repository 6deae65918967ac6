namespace ScreenShare.Swarm.Content;

/// <summary>Names everything that can be asked for: a chunk or an index, of a delta or of a key frame.</summary>
/// <param name="Number">Position in the frame's index, from 0; always 0 for an index.</param>
public readonly record struct ChunkId(SessionTag Session, TrackId Track, ChunkKind Kind, FrameNumber Frame, ushort Number)
{
    public bool IsIndex => Kind is ChunkKind.DeltaIndex or ChunkKind.KeyFrameIndex;

    public override string ToString() => $"{Kind} {Frame}:{Number}";
}
