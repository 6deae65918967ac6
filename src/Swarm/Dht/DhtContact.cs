using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>A node as others tell of it: its id and where it answers (UDP).</summary>
public readonly record struct DhtContact(DhtId Id, PeerAddress Address);
