using System.Net;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Sockets.Discovery;

namespace ScreenShare.Viewer;

/// <summary>How a session takes part in the swarm.</summary>
public sealed record ViewerSessionOptions
{
    public SwarmOptions Swarm { get; init; } = new();

    /// <summary>The local address to listen on and to dial from; null: all of them.</summary>
    public IPAddress? BindAddress { get; init; }

    /// <summary>0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>Refused from the start, before anybody is dialled.</summary>
    public IReadOnlyList<AddressRule> Blocked { get; init; } = [];

    /// <summary>By which roads others are looked for, beside the link's addresses; the link's trackers come to it.</summary>
    public RoadSettings Roads { get; init; } = RoadSettings.None;

    /// <summary>Seeds the node's chance; null draws one.</summary>
    public int? Seed { get; init; }
}
