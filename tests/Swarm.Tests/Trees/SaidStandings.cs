using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>Peers that say something of their standing.</summary>
internal static class SaidStandings
{
    /// <summary>Says the same as before, but for the change.</summary>
    public static void Says(this PeerSession peer, Func<Standing, Standing> change) =>
        peer.Standing.Heard.TryHear(change(peer.Standing.Theirs), Instant.Zero);
}
