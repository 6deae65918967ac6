using ScreenShare.Swarm.Identity;

namespace ScreenShare.Simulator.Network;

/// <summary>An attempt to connect that has not been answered.</summary>
internal sealed class Dial(VirtualHost from, PeerAddress address)
{
    public VirtualHost From { get; } = from;

    public PeerAddress Address { get; } = address;

    /// <summary>Nobody answers: it only waits for its timeout.</summary>
    public bool IsHopeless { get; set; }
}
