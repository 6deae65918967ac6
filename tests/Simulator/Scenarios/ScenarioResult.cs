using ScreenShare.Simulator.Checks;
using ScreenShare.Simulator.Nodes;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;

namespace ScreenShare.Simulator.Scenarios;

/// <summary>What came of a run. A run that broke safety has thrown instead.</summary>
public sealed record ScenarioResult(
    Scenario Scenario,
    IReadOnlyList<ViewerResult> Viewers,
    PeerAddress SourceAddress,
    NodeStatistics Source,
    uint FramesPublished,
    string TraceHash,
    long TraceEntries)
{
    /// <summary>Of a scenario with a squeeze.</summary>
    public SqueezeReport? Squeeze { get; init; }

    /// <summary>Of a scenario that tells one viewer apart.</summary>
    public ApartReport? Apart { get; init; }

    /// <summary>Of a scenario that judges joins.</summary>
    public JoinReport? Joins { get; init; }

    /// <summary>Honest survivors whose last picture is not the broadcast's.</summary>
    public IEnumerable<ViewerResult> LeftBehind =>
        Viewers.Where(viewer => viewer is { Fate: ViewerFate.Watching, Conduct: Conduct.Honest, ReachedEnd: false });
}

/// <param name="FirstPicture">From joining to the first release; null: it never saw one.</param>
/// <param name="Node">As of the end of the run, or of the viewer.</param>
public sealed record ViewerResult(
    string Name,
    ViewerFate Fate,
    Conduct Conduct,
    int Frames,
    long Skipped,
    TimeSpan? FirstPicture,
    DelaySummary Delay,
    bool ReachedEnd,
    NodeStatistics Node);
