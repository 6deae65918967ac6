using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>Hears of peers.</summary>
public interface IPeerListener
{
    /// <param name="peers">Whatever was told: who listens decides what to make of it.</param>
    /// <param name="teller">Whose word it is.</param>
    ValueTask HearAsync(IReadOnlyList<PeerAddress> peers, PeerAddress teller, CancellationToken cancellation);
}
