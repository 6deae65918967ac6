using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Trackers;

/// <summary>Why a node speaks to a tracker (BEP 3, <c>event</c>; the numbers are BEP 15's).</summary>
public enum TrackerEvent
{
    /// <summary>As agreed, or because it needs more peers.</summary>
    None = 0,
    Started = 2,
    Stopped = 3,
}

/// <summary>What a node tells a tracker (BEP 3, BEP 15). Counts of bytes mean nothing for a live stream, which is never complete.</summary>
/// <param name="Key">Drawn once for each run: by it a tracker knows us at another address.</param>
/// <param name="Wanted">Peers to be told of, at most; 0 when it stops.</param>
public sealed record TrackerAnnounce(Infohash Infohash, PeerId PeerId, ushort Port, TrackerEvent Event, uint Key, int Wanted);
