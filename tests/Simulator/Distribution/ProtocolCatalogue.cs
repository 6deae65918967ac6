using ScreenShare.Simulator.Distribution.Protocols;
using ScreenShare.Simulator.Distribution.Protocols.Plain;

namespace ScreenShare.Simulator.Distribution;

/// <summary>The protocols by name.</summary>
public static class ProtocolCatalogue
{
    public static IReadOnlyList<string> Names { get; } = ["star", "tree", "swarm"];

    public static IProtocol Create(string name, ProtocolStage stage) => name switch
    {
        "star" => PlainProtocol.Star(stage),
        "tree" => PlainProtocol.Tree(stage),
        "swarm" => new SwarmProtocol(stage),
        _ => throw new ArgumentException($"there is no protocol {name}", nameof(name)),
    };
}
