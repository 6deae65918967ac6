using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>A query of ours that has been sent and not been answered.</summary>
internal sealed class PendingQuery(KrpcQuery query, PeerAddress to, DhtId? id, Lookup? lookup, Instant sentAt, TimeSpan lateAfter)
{
    public KrpcQuery Query { get; } = query;

    public PeerAddress To { get; } = to;

    /// <summary>Whom it was meant for; null: whoever is there.</summary>
    public DhtId? Id { get; } = id;

    /// <summary>For which it was asked; null: to know whether somebody is there.</summary>
    public Lookup? Lookup { get; } = lookup;

    public Instant SentAt { get; } = sentAt;

    /// <summary>A lookup turns to somebody else.</summary>
    public Instant LateAt { get; } = sentAt + lateAfter;

    public Instant OverAt { get; } = sentAt + DhtLimits.AnswerMax;

    public bool IsLate { get; set; }
}
