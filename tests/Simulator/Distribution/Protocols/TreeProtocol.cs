using ScreenShare.Simulator.Distribution.Protocols.Plain;
using ScreenShare.Simulator.Network;

namespace ScreenShare.Simulator.Distribution.Protocols;

/// <summary>One tree from the source down: each parent pushes to a few children.</summary>
public sealed class TreeProtocol : IProtocol
{
    private readonly TreeNode[] _nodes; // by host, the source first

    public TreeProtocol(ProtocolStage stage)
    {
        _nodes = new TreeNode[stage.Plan.Viewers + 1];
        for (int i = 0; i < _nodes.Length; i++)
            _nodes[i] = new TreeNode(stage, new HostId(i + 1));
        _nodes[0].Start();
    }

    public void Join(int viewer) => _nodes[viewer + 1].Start();

    public void Publish(int round) => _nodes[0].Publish(round);

    public void Handle(in Occurrence occurrence) => _nodes[occurrence.Host.Value - 1].Handle(occurrence);

    public NodeBytes BytesOf(HostId host) => _nodes[host.Value - 1].Bytes;

    public void Dispose()
    {
        // holds nothing
    }
}
