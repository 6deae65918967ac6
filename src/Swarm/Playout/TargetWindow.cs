namespace ScreenShare.Swarm.Playout;

/// <summary>
/// How many targets may be under way at once. A node that keeps up has every new frame as a target; one that is behind has a single fixed
/// one and passes over what comes meanwhile. Additive increase, multiplicative decrease, on how long targets take.
/// </summary>
internal sealed class TargetWindow
{
    /// <summary>A second at 30 frames a second: a path of many slow hops still gets every frame.</summary>
    private const int TargetsMax = 32;

    /// <summary>A target that takes longer than this says that the node is behind.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMilliseconds(500);

    public int Targets { get; private set; } = TargetsMax;

    public void HandleOnTime() => Targets = Math.Min(TargetsMax, Targets + 1);

    /// <summary>The node takes the frames it chooses from now on.</summary>
    public void HandleBehind() => Targets = 1;

    public void HandleLate() => Targets = Math.Max(1, Targets / 2);
}
