using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Publishing;

/// <summary>New content of one slot, not yet encrypted.</summary>
public readonly record struct SlotPayload(SlotIndex Slot, ReadOnlyMemory<byte> Payload);
