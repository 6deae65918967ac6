using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>A peer that somebody has announced for an infohash, and who says so.</summary>
public readonly record struct DhtFound(PeerAddress Peer, PeerAddress Teller);
