using System.Net;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Viewer.Console;

/// <summary>What the command line asks for. Immutable.</summary>
internal sealed record ViewOptions
{
    /// <summary>Null: asked for, or read from standard input.</summary>
    public string? Link { get; init; }

    /// <summary>Where to write the last picture as PNG; null: nowhere.</summary>
    public string? SnapshotPath { get; init; }

    /// <summary>Shown frames after which to end; null: no such end.</summary>
    public int? FramesMax { get; init; }

    public TimeSpan? Duration { get; init; }

    public PipeFormat Pipe { get; init; }

    public int PeersWanted { get; init; }

    public long? UploadLimitBytesPerSecond { get; init; }

    public int Port { get; init; }

    /// <summary>The local address to listen on and to dial from; null: all of them.</summary>
    public IPAddress? BindAddress { get; init; }

    public IReadOnlyList<AddressRule> Blocked { get; init; } = [];

    public bool Json { get; init; }

    public bool Digest { get; init; }

    public bool EndWhenStale { get; init; }

    public string? LogPath { get; init; }

    public bool Verbose { get; init; }

    /// <summary>True when standard output carries data for a program, so that people's text goes to standard error.</summary>
    public bool TextToStandardError => Pipe != PipeFormat.None;
}
