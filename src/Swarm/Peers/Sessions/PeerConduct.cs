namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>What a peer does for its place: nothing it claims, only what was seen of it.</summary>
internal sealed class PeerConduct
{
    /// <summary>A neighbour since then.</summary>
    public Instant AdmittedAt { get; set; }

    /// <summary>It has said something of the stream; all honest nodes do as soon as they are admitted.</summary>
    public bool HasSpoken { get; set; }

    /// <summary>When it last gave us a piece we wanted, or, where we are the source, was last seen to have passed one on.</summary>
    public Instant? DeliveredAt { get; set; }

    /// <summary>When it was last sent a piece.</summary>
    public Instant? TookAt { get; set; }

    /// <summary>Since when it has been of no use to anybody here.</summary>
    public Instant IdleSince => Instant.Max(AdmittedAt, Instant.Max(DeliveredAt ?? AdmittedAt, TookAt ?? AdmittedAt));
}
