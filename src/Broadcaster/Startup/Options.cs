using System.Net;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Rooms;
using ScreenShare.CommandLine;
using ScreenShare.Swarm.Sockets.Discovery;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>What the command line asks for, read and checked. Immutable.</summary>
internal sealed record Options
{
    /// <summary>Null: the screen, or the test picture where there is none.</summary>
    public SourceName? Source { get; init; }

    /// <summary>Of the test picture and the node's chance; drawn when not given.</summary>
    public int? Seed { get; init; }

    /// <summary>A video begins again when it ends, and an animation is played for ever.</summary>
    public bool Loop { get; init; }

    public bool WatchPointer { get; init; } = true;

    public BroadcastSettings Broadcast { get; init; } = new();

    public string Title { get; init; } = "";

    /// <summary>Null: a link for once.</summary>
    public RoomName? Room { get; init; }

    /// <summary>The room gets another content key.</summary>
    public bool NewKey { get; init; }

    /// <summary>0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>Null: all addresses.</summary>
    public IPAddress? Bind { get; init; }

    public IReadOnlyList<AdvertisedHost> Addresses { get; init; } = [];

    public long? UploadLimitBytesPerSecond { get; init; }

    public int Peers { get; init; } = 8;

    public RoadSettings Roads { get; init; } = RoadSettings.None;

    public LogWishes Log { get; init; } = new();

    public bool Json { get; init; }

    public bool Qr { get; init; }

    /// <summary>Null: until the source ends or a person does.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Viewers to start on this machine; null: no demo.</summary>
    public int? DemoViewers { get; init; }
}
