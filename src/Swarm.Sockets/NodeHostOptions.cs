using System.Net;

namespace ScreenShare.Swarm.Sockets;

/// <summary>Where a node listens, and every limit of its shell by name, with its reason. Immutable.</summary>
public sealed record NodeHostOptions
{
    /// <summary>
    /// The local address to listen on and to dial from. Null: all of them, IPv6 and IPv4, or IPv4 alone where there is no IPv6.
    /// </summary>
    public IPAddress? BindAddress { get; init; }

    /// <summary>0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>A peer on the other side of the world answers in 0.3 s, and the third SYN goes out after 3 s.</summary>
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Dials on their way at once. Several times the neighbours a node wants, so that dead addresses do not hold up live ones.
    /// </summary>
    public int DialsMax { get; init; } = 32;

    /// <summary>
    /// Connections at once: a newcomer above it is closed at once. Each may hold 128 KiB of received bytes, so 32 MiB in all, and those
    /// that are closing beside them. The node's own limits, of places and of handshakes, are far lower.
    /// </summary>
    public int ConnectionsMax { get; init; } = 256;

    /// <summary>Connections that may still be carrying their last bytes; past that the oldest is cut short.</summary>
    public int ClosingMax { get; init; } = 128;

    /// <summary>How long a connection that is being closed may take to carry its last bytes, the goodbye.</summary>
    public TimeSpan ClosePatience { get; init; } = TimeSpan.FromSeconds(1);
}
