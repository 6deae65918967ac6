using ScreenShare.Simulator.Network;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Distribution;

/// <summary>
/// One distribution as data: a source, viewers, rounds of one blob each, and what happens to links meanwhile. The same plan can be played
/// by each protocol. Immutable; all that is drawn comes from the seed.
/// </summary>
public sealed record DistributionPlan
{
    public required string Name { get; init; }

    public required int Seed { get; init; }

    public required HostLink SourceLink { get; init; }

    /// <summary>One a viewer, in the order they join.</summary>
    public required IReadOnlyList<HostLink> ViewerLinks { get; init; }

    /// <summary>Bytes of each blob as it travels, without messages: records with their headers and tags.</summary>
    public required int BlobBytes { get; init; }

    /// <summary>Most bytes of a chunk. Chunks of a blob are of equal size, give or take a byte.</summary>
    public required int ChunkBytes { get; init; }

    /// <summary>Blobs one after the other; the last is measured.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>From one blob to the next, as in a stream; null: the next when everybody has the one before.</summary>
    public TimeSpan? RoundInterval { get; init; }

    /// <summary>
    /// When the last so many of the viewers join, counted as <see cref="Steps"/> are; the others join before. Nobody asks those for rounds
    /// ahead of the first they have.
    /// </summary>
    public IReadOnlyList<TimeSpan> LateJoins { get; init; } = [];

    /// <summary>Between two viewers' joining.</summary>
    public TimeSpan JoinInterval { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>After the last has joined, before the first blob: the mesh is there.</summary>
    public TimeSpan MeshTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After the last round is published; whoever lacks it then never had it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>In order of time, counted from the publication of the last round, or of the first where rounds have an interval.</summary>
    public IReadOnlyList<DistributionStep> Steps { get; init; } = [];

    /// <summary>Children of a parent in a tree. Two lose the least between depth and the share each gets of an uplink.</summary>
    public int FanOut { get; init; } = 2;

    public NetworkOptions Network { get; init; } = new();

    public SwarmOptions NodeOptions { get; init; } = new();

    /// <summary>Recompute all counters after every step of a product node; for tests.</summary>
    public bool ChecksInvariants { get; init; }

    public int Viewers => ViewerLinks.Count;

    public int ChunkCount => (BlobBytes + ChunkBytes - 1) / ChunkBytes;

    public int EarlyViewers => Viewers - LateJoins.Count;

    public TimeSpan StartsAt => (EarlyViewers * JoinInterval) + MeshTime;
}
