namespace ScreenShare.Swarm.Dht;

/// <summary>What is told to a node near an infohash at the end of a lookup.</summary>
internal readonly record struct Announcement(DhtId Infohash, ushort Port, DhtContact To, byte[] Token);
