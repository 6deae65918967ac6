using ScreenShare.Simulator.Network;

namespace ScreenShare.Simulator.Distribution.Protocols.Plain;

/// <summary>Star or tree: a plain node on each host.</summary>
internal sealed class PlainProtocol : IProtocol
{
    private readonly IPlainNode[] _nodes; // by host, the source first

    private PlainProtocol(ProtocolStage stage, Func<HostId, IPlainNode> create)
    {
        _nodes = new IPlainNode[stage.Plan.Viewers + 1];
        for (int i = 0; i < _nodes.Length; i++)
            _nodes[i] = create(new HostId(i + 1));
        _nodes[0].Start();
    }

    public static PlainProtocol Star(ProtocolStage stage) => new(stage, host => new StarNode(stage, host));

    public static PlainProtocol Tree(ProtocolStage stage) => new(stage, host => new TreeNode(stage, host));

    public void Join(int viewer) => _nodes[viewer + 1].Start();

    public void Publish(int round) => _nodes[0].Publish(round);

    public void Handle(in Occurrence occurrence) => _nodes[occurrence.Host.Value - 1].Handle(occurrence);

    public NodeBytes BytesOf(HostId host) => _nodes[host.Value - 1].Bytes;

    public void Dispose()
    {
        // holds nothing
    }
}
