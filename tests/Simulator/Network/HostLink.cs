namespace ScreenShare.Simulator.Network;

/// <summary>How a host hangs on the network. What two hosts have between them is the sum of both links' delays and losses.</summary>
public sealed record HostLink
{
    /// <summary>Packet headers included; 0: no limit.</summary>
    public long UpBytesPerSecond { get; init; }

    /// <summary>Packet headers included; 0: no limit.</summary>
    public long DownBytesPerSecond { get; init; }

    /// <summary>This host's share of a path's one-way delay.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Up to this much is added to each segment's delay, evenly drawn. Order within a connection is kept.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Chance of a packet to be lost on this link, 0 to below 1. See <see cref="NetworkOptions.RetransmissionMargin"/>.</summary>
    public double Loss { get; init; }

    public override string ToString() =>
        $"up {Rate(UpBytesPerSecond)}, down {Rate(DownBytesPerSecond)}, delay {Delay.TotalMilliseconds:0.0} ms, "
        + $"jitter {Jitter.TotalMilliseconds:0.0} ms, loss {Loss:P2}";

    private static string Rate(long bytesPerSecond) => bytesPerSecond == 0 ? "unlimited" : $"{bytesPerSecond / 1e6:0.00} MB/s";
}
