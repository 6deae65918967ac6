using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;

namespace ScreenShare.Swarm.Download;

/// <summary>What <see cref="StandingRequests"/> knows of one stripe: who sends it, who might, and how it goes.</summary>
internal sealed class StandingStripe
{
    public PeerSession? Parent { get; set; }

    /// <summary>Hops from the source when last known; 0: never.</summary>
    public int WasAt { get; set; }

    public Instant? LostAt { get; set; }

    public Instant AskedAt { get; set; }

    public Instant CameAt { get; set; } = new(long.MinValue / 2);

    /// <summary>Asked to take its place.</summary>
    public PeerSession? Next { get; set; }

    public Instant NextAt { get; set; }

    /// <summary>Until then it is left in peace: all would turn to the same neighbour at once, and it would be the slowest.</summary>
    public Instant CoolUntil { get; set; }

    /// <summary>Whoever told of something first while the parent still owed it.</summary>
    public PeerSession? Candidate { get; set; }

    /// <summary>What of, and when.</summary>
    public (FrameNumber Frame, int Chunk) Told { get; set; }

    public Instant ToldAt { get; set; }

    /// <summary>How much later than told of by another the parent sends, lately.</summary>
    public TimeSpan Lag { get; set; }

    public int Strikes { get; set; }
}
