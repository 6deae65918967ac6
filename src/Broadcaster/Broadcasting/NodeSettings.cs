using System.Net;
using ScreenShare.Swarm.Sockets.Discovery;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>How the broadcaster's node meets the others. Immutable.</summary>
internal sealed record NodeSettings
{
    /// <summary>Null: all addresses of this machine.</summary>
    public IPAddress? Bind { get; init; }

    /// <summary>0: any free port.</summary>
    public int Port { get; init; }

    public int Peers { get; init; } = 8;

    public long? UploadLimitBytesPerSecond { get; init; }

    /// <summary>By which roads viewers find this node without its address.</summary>
    public RoadSettings Roads { get; init; } = RoadSettings.None;

    /// <summary>Of the node's chance.</summary>
    public required int Seed { get; init; }
}
