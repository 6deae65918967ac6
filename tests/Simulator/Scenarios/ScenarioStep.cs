using ScreenShare.Simulator.Nodes;

namespace ScreenShare.Simulator.Scenarios;

/// <summary>Something done to the swarm at a time, with words for the reader.</summary>
public sealed record ScenarioStep(TimeSpan At, string Description, Action<SimulatedSwarm> Act);
