using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm;

/// <summary>Which swarm a node belongs to and in what role.</summary>
/// <param name="PublicKey">Null in a joiner that has only the link: it learns the key from its first peer.</param>
/// <param name="IsSource">True in the broadcaster's node, which publishes and asks nobody for anything.</param>
public sealed record SwarmMembership(Infohash Infohash, PublicKey? PublicKey, bool IsSource);
