using System.Net;

namespace ScreenShare.Bench.Distribute;

/// <summary>One run of <c>distribute-real source</c>. Immutable.</summary>
internal sealed record RealSettings
{
    public required string ControlPath { get; init; }

    public required int Viewers { get; init; }

    public required int Bytes { get; init; }

    public required int ChunkCapacity { get; init; }

    public required IPAddress Bind { get; init; }

    public int Port { get; init; }

    /// <summary>Earlier blobs, so that the nodes know their links.</summary>
    public int Warm { get; init; }

    /// <summary>Viewers, from 1, that somebody will cut off: nobody waits for them.</summary>
    public IReadOnlyList<int> Cut { get; init; } = [];

    /// <summary>Whose counter of sent bytes is read besides; null: none.</summary>
    public string? InterfaceName { get; init; }

    public required int Seed { get; init; }

    /// <summary>How long a blob may take until the run ends without it.</summary>
    public required TimeSpan Patience { get; init; }
}
