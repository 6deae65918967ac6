namespace ScreenShare.Swarm.Content;

/// <summary>An index and all its chunks, of a delta or of a key frame. Immutable.</summary>
public sealed record PackedFrame(FrameIndex Index, ReadOnlyMemory<byte>[] Chunks);
