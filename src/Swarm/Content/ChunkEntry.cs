using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Content;

/// <summary>What an index says of one chunk.</summary>
/// <param name="Length">Bytes, from 1 to the stream's chunk capacity.</param>
/// <param name="SlotStart">Where its slots begin in <see cref="FrameIndex.Slots"/>.</param>
/// <param name="SlotCount">At least 1.</param>
public readonly record struct ChunkEntry(int Length, Hash256 Hash, int SlotStart, int SlotCount);
