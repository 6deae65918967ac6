using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Checks;

/// <summary>A picture at one viewer: when it was shown there, and when it was published.</summary>
public readonly record struct Showing(Instant At, Instant PublishedAt)
{
    public TimeSpan Delay => At - PublishedAt;
}
