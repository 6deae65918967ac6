namespace ScreenShare.Swarm.Content;

/// <summary>What a chunk id names (wire protocol, section 4).</summary>
public enum ChunkKind : byte
{
    None = 0,
    Delta = 1,
    DeltaIndex = 2,
    KeyFrame = 3,
    KeyFrameIndex = 4,
}
