using ScreenShare.Simulator.Broadcast;
using ScreenShare.Simulator.Network;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Nodes;

/// <summary>What a simulated swarm starts from, viewers apart. Immutable.</summary>
public sealed record SwarmPlan
{
    public required int Seed { get; init; }

    public NetworkOptions Network { get; init; } = new();

    public HostLink SourceLink { get; init; } = new();

    public SwarmOptions SourceOptions { get; init; } = new();

    public BroadcastPlan Broadcast { get; init; } = new();

    /// <summary>Recompute all counters after every step; for tests.</summary>
    public bool ChecksInvariants { get; init; }

    /// <summary>Hash and verify at each node anew instead of remembering answers.</summary>
    public bool UsesRealVerifier { get; init; }
}
