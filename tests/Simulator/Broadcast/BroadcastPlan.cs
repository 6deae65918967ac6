using ScreenShare.Swarm.Content;

namespace ScreenShare.Simulator.Broadcast;

/// <summary>What is broadcast. Immutable.</summary>
public sealed record BroadcastPlan
{
    /// <summary>1080p in tiles of 64 pixels is 30 × 17.</summary>
    public int SlotCount { get; init; } = 510;

    public int PayloadBytesMin { get; init; } = 200;

    public int PayloadBytesMax { get; init; } = 2000;

    public int ChunkCapacity { get; init; } = StreamParameters.ChunkCapacityUsual;

    public int FramesPerSecond { get; init; } = 30;

    /// <summary>Share of the slots that change with each frame; at least one does.</summary>
    public double ChangedShare { get; init; } = 0.05;

    /// <summary>
    /// Slots that ever change after the first picture, as under a window that plays a video; 0: all. Frames left out then cost nothing
    /// more in the next one than these, while changes all over the picture add up.
    /// </summary>
    public int MovingSlotsMax { get; init; }

    public int MovingSlots => MovingSlotsMax == 0 ? SlotCount : MovingSlotsMax;

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From here on nothing changes for <see cref="StillFor"/>; null: always something does.</summary>
    public TimeSpan? StillFrom { get; init; }

    public TimeSpan StillFor { get; init; }

    public int ChangedSlots => Math.Clamp((int)(ChangedShare * SlotCount), 1, MovingSlots);

    /// <summary>Of records, while something changes; what the swarm adds comes on top.</summary>
    public long BytesPerSecond =>
        (long)FramesPerSecond * ChangedSlots * (((PayloadBytesMin + PayloadBytesMax) / 2) + Record.OverheadBytes);

    public TimeSpan FrameInterval => TimeSpan.FromSeconds(1) / FramesPerSecond;

    public bool IsStill(TimeSpan sinceStart) => StillFrom is { } from && sinceStart >= from && sinceStart < from + StillFor;

    public override string ToString() =>
        $"{SlotCount} slots, {ChangedSlots} {(MovingSlotsMax == 0 ? "" : $"of the same {MovingSlotsMax} ")}change per frame, "
        + $"payloads {PayloadBytesMin}…{PayloadBytesMax} bytes, "
        + $"{FramesPerSecond} fps for {Duration.TotalSeconds:0.###} s ({BytesPerSecond / 1e6:0.00} MB/s)"
        + (StillFrom is { } from ? $", still from {from.TotalSeconds:0.###} s for {StillFor.TotalSeconds:0.###} s" : "");
}
