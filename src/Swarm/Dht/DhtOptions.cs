using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Dht;

/// <summary>What a DHT node is made of.</summary>
/// <param name="Random">Its chance.</param>
/// <param name="Secret">What its tokens are made from.</param>
public sealed record DhtOptions(Random Random, NodeSecret Secret);
