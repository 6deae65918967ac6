using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>A node of the routing table. It has answered a query of ours, or it would not be there.</summary>
internal sealed class RoutingNode(DhtContact contact, Instant answeredAt)
{
    public DhtContact Contact { get; } = contact;

    public PeerAddress Address => Contact.Address;

    /// <summary>Its id is one that its address may have (BEP 42).</summary>
    public bool IsBound { get; } = BoundId.Fits(contact.Id, contact.Address);

    public Instant AnsweredAt { get; set; } = answeredAt;

    public Instant CheckedAt { get; set; } = answeredAt;

    /// <summary>Queries without an answer since the last one.</summary>
    public int Failures { get; set; }

    public bool IsBad => Failures >= DhtLimits.FailuresMax;
}
