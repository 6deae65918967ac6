using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trackers;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>One tracker, by whichever protocol it speaks.</summary>
internal interface ITracker : IDisposable
{
    /// <summary>One question and its answer.</summary>
    /// <returns>The answer, which may be a refusal, and the address that gave it.</returns>
    /// <exception cref="TrackerException">There is none.</exception>
    Task<(TrackerAnswer Answer, PeerAddress Teller)> AnnounceAsync(TrackerAnnounce announce, CancellationToken cancellation);
}
