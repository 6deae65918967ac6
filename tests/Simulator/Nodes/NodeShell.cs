using System.Buffers;
using System.Diagnostics;
using ScreenShare.Simulator.Checks;
using ScreenShare.Simulator.Network;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Simulator.Nodes;

/// <summary>
/// The shell of one node in virtual time. It keeps the node's contract: one Handle or command, then everything the node has to give, then
/// its next timeout. Key frames are assembled at once, as if other processors had done it in no time.
/// </summary>
public sealed class NodeShell(string name, HostId host, SwarmNode node, VirtualNetwork network, TraceHash trace, IReleaseSink? record)
{
    private readonly ArrayBufferWriter<byte> _rewritten = new();
    private readonly Dishonesty? _dishonesty;
    private readonly SpinGuard _guard = new(name);
    private readonly ArrayBufferWriter<byte> _outgoing = new(64 * 1024);
    private readonly List<KeyFrameAssembly> _assemblies = [];

    public string Name { get; } = name;

    public HostId Host { get; } = host;

    public PeerAddress Address => network.AddressOf(Host);

    /// <summary>Recompute the node's and the host's counters after every step: slow, and what tests are for.</summary>
    public bool ChecksInvariants { get; init; }

    public Conduct Conduct
    {
        init => _dishonesty = value is Conduct.None or Conduct.Honest ? null : new Dishonesty(value);
    }

    public NodeStatistics Statistics => node.GetStatistics(network.Now);

    public void Handle(in Occurrence occurrence)
    {
        Instant now = network.Now;
        switch (occurrence.Kind)
        {
            case OccurrenceKind.Connected:
                Trace(TraceKind.Connected, occurrence.Connection.Value, (long)occurrence.Side);
                node.HandleConnected(occurrence.Connection, occurrence.Remote, occurrence.Side, now);
                break;
            case OccurrenceKind.DialFailed:
                Trace(TraceKind.DialFailed, (long)(ulong)occurrence.Remote.Ip, occurrence.Remote.Port);
                node.HandleDialFailed(occurrence.Remote, now);
                break;
            case OccurrenceKind.Received:
                Trace(TraceKind.Received, occurrence.Connection.Value, occurrence.Bytes.Length);
                node.HandleReceived(occurrence.Connection, occurrence.Bytes, now);
                break;
            case OccurrenceKind.Sent:
                Trace(TraceKind.Sent, occurrence.Connection.Value, occurrence.Number);
                node.HandleSent(occurrence.Connection, now);
                break;
            case OccurrenceKind.Closed:
                Trace(TraceKind.Closed, occurrence.Connection.Value, 0);
                node.HandleClosed(occurrence.Connection, now);
                break;
            case OccurrenceKind.Alarm:
                HandleAlarm(now);
                return;
            default:
                throw new UnreachableException($"{occurrence.Kind} is not for a node");
        }

        Settle(occurrence.Kind.ToString());
    }

    public void Listen()
    {
        network.Listen(Host);
        node.HandleListening(Address.Port, network.Now);
        Settle(nameof(Listen));
    }

    public void AddPeers(ReadOnlySpan<PeerAddress> addresses)
    {
        node.AddPeers(addresses, network.Now);
        Settle(nameof(AddPeers));
    }

    public bool IsReadyForFrame => node.HoldsFrame(network.Now) == FrameHold.None;

    public void Publish(PublishedFrame frame)
    {
        Trace(TraceKind.Publish, frame.Frame.Value, 0);
        node.Publish(frame, network.Now);
        Settle(nameof(Publish));
    }

    public void Block(PeerAddress address)
    {
        node.Block(new AddressRule(address), network.Now);
        Settle(nameof(Block));
    }

    public void SetLimits(long? up, long? down)
    {
        node.SetUploadLimit(up, network.Now);
        Settle(nameof(SwarmNode.SetUploadLimit));
        node.SetDownloadLimit(down, network.Now);
        Settle(nameof(SwarmNode.SetDownloadLimit));
    }

    public void Leave()
    {
        node.Leave(network.Now);
        Settle(nameof(Leave));
    }

    /// <summary>An alarm may be older than what the node wants by now.</summary>
    private void HandleAlarm(Instant now)
    {
        if (node.NextTimeout is var due && due.At <= now)
        {
            Trace(TraceKind.Alarm, 0, 0);
            node.HandleTimeout(now);
            Settle(due.Timer.ToString());
            return;
        }

        SetAlarm();
    }

    private void Settle(string cause)
    {
        _guard.Step(network.Now, cause);
        Drain();
        while (_assemblies.Count > 0)
        {
            KeyFrameAssembly assembly = _assemblies[0];
            _assemblies.RemoveAt(0);
            assembly.Run();
            node.HandleAssembled(assembly, network.Now);
            _guard.Step(network.Now, nameof(SwarmNode.HandleAssembled));
            Drain();
        }

        SetAlarm();
        if (!ChecksInvariants) return;
        node.CheckInvariants();
        network.CheckInvariants(Host);
    }

    private void Drain()
    {
        Instant now = network.Now;
        DrainBytes(now);
        while (node.TryTakeDial(out PeerAddress address))
        {
            _guard.Step(now, nameof(SwarmNode.TryTakeDial));
            Trace(TraceKind.Dial, (long)(ulong)address.Ip, address.Port);
            network.Dial(Host, address);
        }

        while (node.TryTakeClose(out ConnectionId connection))
        {
            _guard.Step(now, nameof(SwarmNode.TryTakeClose));
            Trace(TraceKind.Close, connection.Value, 0);
            network.Close(Host, connection);
        }

        while (node.TryTakeAssembly(out KeyFrameAssembly? assembly))
        {
            _guard.Step(now, nameof(SwarmNode.TryTakeAssembly));
            _assemblies.Add(assembly!); // there is one when the node says so, here and below
        }

        while (node.TryTakeFrame(out ReleasedFrame? frame))
        {
            _guard.Step(now, nameof(SwarmNode.TryTakeFrame));
            Trace(TraceKind.Release, frame!.Frame.Value, frame.Records.Count);
            record?.Add(frame, now);
            frame.Dispose();
        }

        while (node.TryTakeEvent(out NodeEvent? happened))
        {
            _guard.Step(now, nameof(SwarmNode.TryTakeEvent));
            Trace(TraceKind.Event, 0, 0);
            record?.Add(happened!, now);
        }
    }

    private void DrainBytes(Instant now)
    {
        _outgoing.ResetWrittenCount();
        while (node.TryTransmit(_outgoing, out Transmit transmit, now))
        {
            _guard.Step(now, nameof(SwarmNode.TryTransmit));
            Trace(TraceKind.Transmit, transmit.Connection.Value, _outgoing.WrittenCount);
            network.Send(Host, transmit.Connection, Rewritten());
            _outgoing.ResetWrittenCount();
        }
    }

    private ReadOnlySpan<byte> Rewritten()
    {
        if (_dishonesty is null) return _outgoing.WrittenSpan;
        _rewritten.ResetWrittenCount();
        _dishonesty.Rewrite(_outgoing.WrittenSpan, _rewritten);
        return _rewritten.WrittenSpan;
    }

    private void SetAlarm() => network.SetAlarm(Host, node.NextTimeout.At);

    private void Trace(TraceKind kind, long first, long second) => trace.Add(network.Now, Host.Value, kind, first, second);
}
