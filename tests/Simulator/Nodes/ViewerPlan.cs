using ScreenShare.Simulator.Network;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Nodes;

/// <summary>A viewer to be: where it stands, when it joins and by whose address. Immutable.</summary>
public sealed record ViewerPlan(string Name, HostLink Link)
{
    public TimeSpan JoinAt { get; init; }

    /// <summary>Whose addresses its join link carries: viewers' names or <see cref="SimulatedSwarm.SourceName"/>.</summary>
    public IReadOnlyList<string> Contacts { get; init; } = [SimulatedSwarm.SourceName];

    /// <summary>It refuses the source's address from the start.</summary>
    public bool BlocksSource { get; init; }

    /// <summary>False: behind a NAT, it can only dial.</summary>
    public bool Listens { get; init; } = true;

    public Conduct Conduct { get; init; } = Conduct.Honest;

    public SwarmOptions Options { get; init; } = new();

    public override string ToString() =>
        $"{Name}: {Link}, joins at {JoinAt.TotalSeconds:0.000} s by {string.Join(", ", Contacts)}"
        + (BlocksSource ? ", blocks the source" : "")
        + (Conduct == Conduct.Honest ? "" : $", {Conduct}")
        + (Listens ? "" : ", cannot be dialled");
}
