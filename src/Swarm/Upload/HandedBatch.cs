using ScreenShare.Swarm.Rates;

namespace ScreenShare.Swarm.Upload;

/// <summary>What one connection's transport has been handed and has not taken, and how fast it takes what it is handed.</summary>
internal sealed class HandedBatch
{
    private const double MemorySeconds = 0.5;

    /// <summary>0: nothing is under way.</summary>
    public int Bytes { get; set; }

    public Instant At { get; set; }

    public Instant GrantEnds { get; set; }

    /// <summary>It takes of the room that all share.</summary>
    public bool HasGrant { get; set; }

    /// <summary>Bytes that all connections had taken when it was handed on.</summary>
    public long TakenBefore { get; set; }

    /// <summary>Much slower than the others: it is the peer, or its downlink, and not the uplink that all share.</summary>
    public bool IsPeerSlow { get; set; }

    /// <summary>While a batch was under way.</summary>
    public DecayingRate Taking { get; } = new(MemorySeconds);

    public Instant? TakenAt { get; private set; }

    /// <summary>A batch large enough to tell something.</summary>
    public void HandleTaken(int bytes, Instant now)
    {
        Taking.Add(bytes, Math.Max((now - At).TotalSeconds, 1e-6));
        TakenAt = now;
    }
}
