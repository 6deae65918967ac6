namespace ScreenShare.Swarm.Trees;

/// <summary>Whether something may have changed that neighbours are told: set by whoever changes it, taken by whoever tells.</summary>
internal sealed class StandingNews
{
    public bool IsThere { get; set; }
}
