using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Trackers;

/// <summary>What a tracker answers, be it by HTTP or UDP.</summary>
/// <param name="Interval">When to come again.</param>
/// <param name="MinInterval">Never sooner than it.</param>
/// <param name="Failure">Why it refuses, in its own words, not fit for a terminal; null: it does not.</param>
public sealed record TrackerAnswer(TimeSpan Interval, TimeSpan MinInterval, IReadOnlyList<PeerAddress> Peers, string? Failure = null)
{
    /// <summary>Of one answer: an announcement asks for fewer.</summary>
    public const int PeersMax = 400;

    /// <summary>What trackers ask for is held to it: some say 0, some a day.</summary>
    private static readonly TimeSpan IntervalMin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan IntervalMax = TimeSpan.FromMinutes(30);

    public static TrackerAnswer Refused(string failure) => new(IntervalMax, IntervalMin, [], failure);

    /// <param name="interval">Seconds, as read.</param>
    /// <param name="minInterval">Seconds; 0: not said.</param>
    internal static TrackerAnswer Of(long interval, long minInterval, IReadOnlyList<PeerAddress> peers)
    {
        TimeSpan least = Held(minInterval);
        TimeSpan usual = Held(interval);
        return new TrackerAnswer(usual > least ? usual : least, least, peers);
    }

    private static TimeSpan Held(long seconds) =>
        TimeSpan.FromSeconds(Math.Clamp(seconds, (long)IntervalMin.TotalSeconds, (long)IntervalMax.TotalSeconds));
}
