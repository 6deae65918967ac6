using ScreenShare.Simulator.Nodes;

namespace ScreenShare.Simulator.Scenarios;

/// <summary>A run as data: who is there, on what links, what is broadcast and what goes wrong when. Immutable.</summary>
public sealed record Scenario
{
    public required string Name { get; init; }

    public required SwarmPlan Swarm { get; init; }

    public required IReadOnlyList<ViewerPlan> Viewers { get; init; }

    public IReadOnlyList<ScenarioStep> Steps { get; init; } = [];

    /// <summary>Something is scarce from then to then: what viewers saw of it is told; null: nothing is.</summary>
    public (TimeSpan From, TimeSpan To)? Squeeze { get; init; }

    /// <summary>How this viewer fares from then on is told apart from the others; null: nobody is told apart.</summary>
    public (string Viewer, TimeSpan From)? Apart { get; init; }

    /// <summary>A viewer that stays for so long or longer must be shown a picture before it goes; null: joins are not judged.</summary>
    public TimeSpan? JoinsAreJudgedFrom { get; init; }

    /// <summary>Time after the end of the broadcast within which every survivor must have reached it.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Duration => Swarm.Broadcast.Duration + SettleTime;
}
