using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Tests.Node;

/// <summary>
/// Nodes joined by cables without delay or limit, in virtual time: for what a node does, not how fast. Whole swarms on real links are the
/// simulator's business.
/// </summary>
internal sealed class MemoryNetwork
{
    private readonly List<MemoryNode> _nodes = [];
    private int _lastConnection;

    public Instant Now { get; private set; } = Instant.Zero;

    public MemoryNode Add(SwarmMembership membership, SwarmOptions? options = null)
    {
        int number = _nodes.Count + 1;
        var address = PeerAddress.FromIPv4(0x0A000000u + (uint)number, 5000);
        var services = new NodeServices(new Random(number), new ContentVerifier(), NullLogger.Instance);
        var node = new MemoryNode(address, new SwarmNode(options ?? new SwarmOptions(), membership, services, Now));
        node.Node.HandleListening(address.Port, Now);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Lets everything under way arrive, and then time pass in steps up to <paramref name="span"/>.</summary>
    public void Run(TimeSpan span)
    {
        Instant end = Now + span;
        Exchange();
        while (true)
        {
            Instant? next = null;
            foreach (MemoryNode node in _nodes.Where(node => node.IsAlive))
                next = Instant.Earlier(next, node.Node.NextTimeout);
            if (next is not { } due || due > end)
                break;
            Now = Instant.Max(Now, due);
            foreach (MemoryNode node in _nodes.Where(node => node.IsAlive && node.Node.NextTimeout <= Now))
                node.Node.HandleTimeout(Now);
            Exchange();
        }

        Now = end;
    }

    /// <summary>Ends a node without a word; <paramref name="silently"/>: not even its connections are seen to close.</summary>
    public void Kill(MemoryNode node, bool silently)
    {
        node.IsAlive = false;
        foreach ((ConnectionId connection, (MemoryNode Node, ConnectionId Connection) far) in node.Cables)
        {
            if (!silently && far.Node.IsAlive)
                far.Node.Node.HandleClosed(far.Connection, Now);
            far.Node.Cables.Remove(far.Connection);
            _ = connection;
        }

        node.Cables.Clear();
    }

    public void Exchange()
    {
        for (int turn = 0; ; turn++)
        {
            Assert.True(turn < 100_000, "The nodes never stop talking.");
            bool any = false;
            foreach (MemoryNode node in _nodes.Where(node => node.IsAlive).ToArray())
                any |= Turn(node);
            if (!any)
                return;
        }
    }

    private bool Turn(MemoryNode node)
    {
        bool any = false;
        var batch = new ArrayBufferWriter<byte>();
        while (node.Node.TryTransmit(batch, out ConnectionId from, Now))
        {
            any = true;
            if (node.Cables.TryGetValue(from, out (MemoryNode Node, ConnectionId Connection) far))
            {
                node.Tap?.Invoke(from, batch.WrittenMemory);
                far.Node.Node.HandleReceived(far.Connection, batch.WrittenSpan, Now);
            }

            node.Node.HandleSent(from, batch.WrittenCount, Now);
            batch.ResetWrittenCount();
            node.Node.CheckInvariants();
        }

        while (node.Node.TryTakeDial(out PeerAddress address))
        {
            any = true;
            Dial(node, address);
        }

        while (node.Node.TryTakeAssembly(out KeyFrameAssembly? assembly))
        {
            any = true;
            assembly!.Run();
            node.Node.HandleAssembled(assembly, Now);
        }

        while (node.Node.TryTakeClose(out ConnectionId closed))
        {
            any = true;
            if (!node.Cables.Remove(closed, out (MemoryNode Node, ConnectionId Connection) far))
                continue;
            far.Node.Cables.Remove(far.Connection);
            if (far.Node.IsAlive)
                far.Node.Node.HandleClosed(far.Connection, Now);
        }

        while (node.Node.TryTakeEvent(out NodeEvent? happened))
            node.Events.Add(happened!);
        while (node.TakesFrames && node.Node.TryTakeFrame(out ReleasedFrame? frame))
            node.Frames.Add(frame!);
        return any;
    }

    private void Dial(MemoryNode node, PeerAddress address)
    {
        MemoryNode? far = _nodes.Find(other => other.IsAlive && other.Address == address);
        if (far is null)
        {
            node.Node.HandleDialFailed(address, Now);
            return;
        }

        var here = new ConnectionId(++_lastConnection);
        var there = new ConnectionId(++_lastConnection);
        node.Cables.Add(here, (far, there));
        far.Cables.Add(there, (node, here));
        far.Node.HandleConnected(there, node.Address.WithPort((ushort)(40000 + here.Value)), ConnectionSide.Accepted, Now);
        node.Node.HandleConnected(here, address, ConnectionSide.Dialled, Now);
    }
}

internal sealed class MemoryNode(PeerAddress address, SwarmNode node)
{
    public PeerAddress Address { get; } = address;

    public SwarmNode Node { get; } = node;

    public bool IsAlive { get; set; } = true;

    public bool TakesFrames { get; set; } = true;

    public Dictionary<ConnectionId, (MemoryNode Node, ConnectionId Connection)> Cables { get; } = [];

    public List<NodeEvent> Events { get; } = [];

    public List<ReleasedFrame> Frames { get; } = [];

    /// <summary>Sees what the node sends.</summary>
    public Action<ConnectionId, ReadOnlyMemory<byte>>? Tap { get; set; }

    public long DeliveredBy(MemoryNode other, Instant now) =>
        Node.GetStatistics(now).Delivered.FirstOrDefault(delivered => delivered.Address == other.Address)?.Bytes ?? 0;
}
