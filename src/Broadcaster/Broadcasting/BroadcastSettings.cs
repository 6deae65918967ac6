using ScreenShare.Swarm.Content;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>How pictures are captured, encoded and published. Immutable.</summary>
internal sealed record BroadcastSettings
{
    public int FramesPerSecond { get; init; } = 30;

    /// <summary>From 0.1 to 1: edge of a sent picture by that of the captured one.</summary>
    public double Scale { get; init; } = 1;

    public int ChunkCapacity { get; init; } = StreamParameters.ChunkCapacityUsual;

    /// <summary>Pictures after which the broadcast ends.</summary>
    public long FramesMax { get; init; } = long.MaxValue;

    /// <summary>Report the digest of each published picture.</summary>
    public bool Digest { get; init; }

    /// <summary>Cores that encode one picture together.</summary>
    public int EncodeWorkers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);
}
