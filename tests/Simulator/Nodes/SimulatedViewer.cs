using ScreenShare.Simulator.Checks;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Nodes;

/// <summary>A viewer that has joined: its plan, its shell and what it was shown.</summary>
public sealed class SimulatedViewer(ViewerPlan plan, NodeShell shell, ViewerRecord record)
{
    public ViewerPlan Plan { get; } = plan;

    public NodeShell Shell { get; } = shell;

    public ViewerRecord Record { get; } = record;

    public string Name => Plan.Name;

    public ViewerFate Fate { get; set; } = ViewerFate.Watching;

    /// <summary>When it left by its own will.</summary>
    public Instant? LeftAt { get; set; }
}

public enum ViewerFate
{
    None = 0,
    Watching,

    /// <summary>Left by its own will.</summary>
    Left,

    /// <summary>Killed; its connections were reset.</summary>
    Reset,

    /// <summary>Killed; nobody was told.</summary>
    Silent,
}
