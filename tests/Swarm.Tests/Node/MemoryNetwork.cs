using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Trust;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Node;

/// <summary>
/// Nodes joined by cables without delay or limit, in virtual time: for what a node does, not how fast. Whole swarms on real links are the
/// simulator's business.
/// </summary>
internal sealed class MemoryNetwork
{
    private readonly List<MemoryNode> _nodes = [];
    private readonly List<IMemoryGuest> _guests = [];
    private readonly List<GuestCable> _guestCables = [];
    private readonly Dictionary<PeerAddress, MemoryNode> _aliases = [];
    private int _lastConnection;

    /// <summary>Tried so far, by all nodes.</summary>
    public int Dials { get; private set; }

    public Instant Now { get; private set; } = Instant.Zero;

    public ChunkPool Chunks { get; } = new(poisons: true);

    public MemoryNode Add(SwarmMembership membership, SwarmOptions? options = null)
    {
        int number = _nodes.Count + 1;
        var address = PeerAddress.FromIPv4(0x0A000000u + (uint)number, 5000);
        var services = new NodeServices(new Random(number), new ContentVerifier(), NullLogger.Instance) { Chunks = Chunks };
        var node = new MemoryNode(address, new SwarmNode(options ?? new SwarmOptions(), membership, services, Now));
        node.Node.HandleListening(address.Port, Now);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Another address at which a node can be dialled.</summary>
    public void Alias(PeerAddress address, MemoryNode node) => _aliases.Add(address, node);

    /// <summary>Ends the connections between two nodes, as a router that forgets them.</summary>
    public void Break(MemoryNode one, MemoryNode other)
    {
        foreach ((ConnectionId here, (MemoryNode Node, ConnectionId Connection) far) in one.Cables.ToArray())
        {
            if (far.Node != other) continue;
            one.Cables.Remove(here);
            other.Cables.Remove(far.Connection);
            one.Node.HandleClosed(here, Now);
            other.Node.HandleClosed(far.Connection, Now);
        }
    }

    /// <summary>Lets nodes dial somebody who is no node.</summary>
    public void Add(IMemoryGuest guest) => _guests.Add(guest);

    /// <summary>A guest's connection to a node, from the port it is dialled from.</summary>
    public GuestCable Connect(IMemoryGuest guest, MemoryNode node)
    {
        GuestCable cable = Join(guest, node);
        PeerAddress from = guest.Address.WithPort((ushort)(20000 + _lastConnection));
        node.Node.HandleConnected(cable.Connection, from, ConnectionSide.Accepted, Now);
        guest.HandleConnected(cable);
        return cable;
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
                next = Instant.Earlier(next, node.Node.NextTimeout.At);
            if (next is not { } due || due > end) break;
            Now = Instant.Max(Now, due);
            foreach (MemoryNode node in _nodes.Where(node => node.IsAlive && node.Node.NextTimeout.At <= Now))
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
            if (!silently && far.Node.IsAlive) far.Node.Node.HandleClosed(far.Connection, Now);
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
            foreach (GuestCable cable in _guestCables.ToArray())
                any |= Turn(cable);
            if (!any) return;
        }
    }

    private bool Turn(MemoryNode node)
    {
        bool any = false;
        var batch = new ArrayBufferWriter<byte>();
        while (node.Node.TryTransmit(batch, out Transmit transmit, Now))
        {
            Assert.Equal((batch.WrittenCount, BytesBeforePieces(batch.WrittenSpan)), (transmit.Bytes, transmit.MessageBytes));
            ConnectionId from = transmit.Connection;
            any = true;
            if (node.Cables.TryGetValue(from, out (MemoryNode Node, ConnectionId Connection) far))
            {
                node.Tap?.Invoke(from, batch.WrittenMemory);
                far.Node.Node.HandleReceived(far.Connection, batch.WrittenSpan, Now);
            }

            GuestCable? guest = GuestCableOf(node, from);
            guest?.Deliver(batch.WrittenMemory);
            if (guest is null or { Reads: true }) node.Node.HandleSent(from, Now);
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
            if (GuestCableOf(node, closed) is { } cable)
            {
                _guestCables.Remove(cable);
                cable.HandleClosed();
            }

            if (!node.Cables.Remove(closed, out (MemoryNode Node, ConnectionId Connection) far)) continue;
            far.Node.Cables.Remove(far.Connection);
            if (far.Node.IsAlive) far.Node.Node.HandleClosed(far.Connection, Now);
        }

        while (node.Node.TryTakeEvent(out NodeEvent? happened))
            node.Events.Add(happened!);
        while (node.TakesFrames && node.Node.TryTakeFrame(out ReleasedFrame? frame))
            node.Frames.Add(frame!);
        return any;
    }

    /// <summary>Hands a node what its guest has said, and the end of the connection once that is said.</summary>
    private bool Turn(GuestCable cable)
    {
        if (!cable.TryTakeSaid(out byte[] said, out bool hangsUp)) return false;
        if (said.Length > 0) cable.Node.Node.HandleReceived(cable.Connection, said, Now);
        if (hangsUp && _guestCables.Remove(cable))
        {
            cable.Node.Node.HandleClosed(cable.Connection, Now);
            cable.HandleClosed();
        }

        return true;
    }

    private GuestCable Join(IMemoryGuest guest, MemoryNode node)
    {
        var cable = new GuestCable(guest, node, new ConnectionId(++_lastConnection));
        _guestCables.Add(cable);
        return cable;
    }

    private GuestCable? GuestCableOf(MemoryNode node, ConnectionId connection) =>
        _guestCables.Find(cable => cable.Node == node && cable.Connection == connection);

    private void Dial(MemoryNode node, PeerAddress address)
    {
        Dials++;
        if (_guests.Find(other => other.Address == address) is { } guest)
        {
            GuestCable cable = Join(guest, node);
            node.Node.HandleConnected(cable.Connection, address, ConnectionSide.Dialled, Now);
            guest.HandleConnected(cable);
            return;
        }

        MemoryNode? far = _nodes.Find(other => other.IsAlive && other.Address == address) ?? _aliases.GetValueOrDefault(address);
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

    private static int BytesBeforePieces(ReadOnlySpan<byte> batch)
    {
        int at = 0;
        while (at < batch.Length)
        {
            ReadOnlySpan<byte> rest = batch[at..];
            bool isHandshake = rest[0] != 0; // a length field begins with 0
            bool isPiece = !isHandshake && rest.Length >= LiveMessageWriter.HeaderBytes && rest[4] == MessageIds.Extended
                && rest[5] == MessageIds.OurLive && rest[6] == (byte)LiveMessageType.Piece;
            if (isPiece) break;
            at += isHandshake ? Handshake.Bytes : MessageReader.LengthBytes + (int)BinaryPrimitives.ReadUInt32BigEndian(rest);
        }

        return at;
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
