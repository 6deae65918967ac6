using ScreenShare.Simulator.Distribution.Protocols;

namespace ScreenShare.Simulator.Distribution;

/// <summary>The protocols by name.</summary>
public static class ProtocolCatalogue
{
    public static IReadOnlyList<string> Names { get; } = ["star", "tree", "swarm"];

    public static IProtocol Create(string name, ProtocolStage stage) => name switch
    {
        "star" => new StarProtocol(stage),
        "tree" => new TreeProtocol(stage),
        "swarm" => new SwarmProtocol(stage),
        _ => throw new ArgumentException($"there is no protocol {name}", nameof(name)),
    };
}
