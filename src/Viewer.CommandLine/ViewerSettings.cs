using System.Net;
using ScreenShare.CommandLine;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Sockets.Discovery;

namespace ScreenShare.Viewer.CommandLine;

/// <summary>What every viewer's command line asks for. Immutable; each viewer adds its own.</summary>
public record ViewerSettings
{
    /// <summary>Null: asked for, or read from standard input.</summary>
    public string? Link { get; init; }

    public int PeersWanted { get; init; }

    public long? UploadLimitBytesPerSecond { get; init; }

    public long? DownloadLimitBytesPerSecond { get; init; }

    /// <summary>Where peers reach this one; 0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>The local address to listen on and to dial from; null: all of them.</summary>
    public IPAddress? BindAddress { get; init; }

    public IReadOnlyList<AddressRule> Blocked { get; init; } = [];

    public RoadSettings Roads { get; init; } = RoadSettings.None;

    public LogWishes Log { get; init; } = new();

    public ViewerSessionOptions SessionOptions() => new()
    {
        Swarm = new SwarmOptions
        {
            PeersWanted = PeersWanted,
            UploadLimitBytesPerSecond = UploadLimitBytesPerSecond,
            DownloadLimitBytesPerSecond = DownloadLimitBytesPerSecond,
        },
        BindAddress = BindAddress,
        Roads = Roads with { BindAddress = BindAddress },
        Port = Port,
        Blocked = Blocked,
    };
}
