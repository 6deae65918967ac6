using ScreenShare.Simulator.Checks;
using ScreenShare.Simulator.Network;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Simulator.Distribution;

/// <summary>What a protocol plays on: the network with a host for each node, the plan, and the log of arrivals.</summary>
public sealed class ProtocolStage
{
    private const ushort Port = 6881;
    private const uint FirstAddress = 0x0A00_0001; // 10.0.0.1 is the source

    public ProtocolStage(DistributionPlan plan)
    {
        Plan = plan;
        Network = new VirtualNetwork(plan.Network, Seeds.Derive(plan.Seed, SeedPurpose.Network));
        Arrivals = new ArrivalLog(plan.Rounds, plan.Viewers);
        Network.AddHost(AddressOf(0), plan.SourceLink);
        for (int i = 0; i < plan.Viewers; i++)
            Network.AddHost(AddressOf(i + 1), plan.ViewerLinks[i]);
    }

    public DistributionPlan Plan { get; }

    public VirtualNetwork Network { get; }

    public ArrivalLog Arrivals { get; }

    public TraceHash Trace { get; } = new();

    public static HostId Source { get; } = new(1);

    public static HostId HostOf(int viewer) => new(viewer + 2);

    public static int ViewerOf(HostId host) => host.Value - 2;

    /// <param name="number">0: the source; i: the i-th viewer.</param>
    public static PeerAddress AddressOf(int number) => PeerAddress.FromIPv4(FirstAddress + (uint)number, Port);
}
