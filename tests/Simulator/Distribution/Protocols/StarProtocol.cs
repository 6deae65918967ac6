using ScreenShare.Simulator.Distribution.Protocols.Plain;
using ScreenShare.Simulator.Network;

namespace ScreenShare.Simulator.Distribution.Protocols;

/// <summary>Every viewer pulls from the source, as from a web server.</summary>
public sealed class StarProtocol : IProtocol
{
    private readonly StarNode[] _nodes; // by host, the source first

    public StarProtocol(ProtocolStage stage)
    {
        _nodes = new StarNode[stage.Plan.Viewers + 1];
        for (int i = 0; i < _nodes.Length; i++)
            _nodes[i] = new StarNode(stage, new HostId(i + 1));
        _nodes[0].Listen();
    }

    public void Join(int viewer) => _nodes[viewer + 1].Join();

    public void Publish(int round) => _nodes[0].Publish(round);

    public void Handle(in Occurrence occurrence) => _nodes[occurrence.Host.Value - 1].Handle(occurrence);

    public NodeBytes BytesOf(HostId host) => _nodes[host.Value - 1].Bytes;

    public void Dispose()
    {
        // holds nothing
    }
}
