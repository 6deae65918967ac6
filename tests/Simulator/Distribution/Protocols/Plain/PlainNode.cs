using System.Diagnostics;
using ScreenShare.Simulator.Checks;
using ScreenShare.Simulator.Network;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Simulator.Distribution.Protocols.Plain;

/// <summary>
/// What the nodes of star and tree have in common: connections, messages, an alarm, and an account of bytes. Contents are all zero, since
/// nothing here depends on them. A state machine in virtual time; each of its protocol's steps is one of the abstract methods.
/// </summary>
internal abstract class PlainNode<TLink>(ProtocolStage stage, HostId host) : IPlainNode
    where TLink : PlainLink
{
    private static readonly byte[] Zeros = new byte[PlainMessage.HeaderBytes + (64 * 1024)];

    private readonly SortedDictionary<ConnectionId, TLink> _links = [];
    private readonly List<TLink> _walk = [];

    /// <summary>As they are now, in order, for one walk at a time; closing one meanwhile is safe.</summary>
    protected IReadOnlyList<TLink> Links
    {
        get
        {
            _walk.Clear();
            _walk.AddRange(_links.Values);
            return _walk;
        }
    }

    protected ProtocolStage Stage { get; } = stage;

    protected HostId Host { get; } = host;

    protected Instant Now => Stage.Network.Now;

    /// <summary>0 is the source.</summary>
    protected int Number => Host.Value - 1;

    protected bool IsSource => Number == 0;

    public NodeBytes Bytes { get; private set; }

    public abstract void Start();

    public abstract void Publish(int round);

    public void Handle(in Occurrence occurrence)
    {
        switch (occurrence.Kind)
        {
            case OccurrenceKind.Connected:
                Trace(TraceKind.Connected, occurrence.Connection.Value, (long)occurrence.Side);
                TLink link = CreateLink(occurrence.Connection, occurrence.Side);
                link.LastReceived = Now;
                _links.Add(link.Connection, link);
                HandleConnected(link, occurrence.Remote);
                break;
            case OccurrenceKind.DialFailed:
                Trace(TraceKind.DialFailed, (long)(ulong)occurrence.Remote.Ip, occurrence.Remote.Port);
                HandleDialFailed(occurrence.Remote);
                break;
            case OccurrenceKind.Received:
                HandleReceived(occurrence);
                break;
            case OccurrenceKind.Sent:
                if (_links.TryGetValue(occurrence.Connection, out TLink? sender))
                {
                    sender.Unsent--;
                    HandleSent(sender);
                }

                break;
            case OccurrenceKind.Closed:
                Trace(TraceKind.Closed, occurrence.Connection.Value, 0);
                if (_links.Remove(occurrence.Connection, out TLink? lost)) HandleLost(lost);
                break;
            case OccurrenceKind.Alarm:
                HandleAlarm();
                break;
            default:
                throw new UnreachableException($"{occurrence.Kind} is not for a node");
        }
    }

    protected abstract TLink CreateLink(ConnectionId connection, ConnectionSide side);

    protected abstract void HandleConnected(TLink link, PeerAddress remote);

    protected abstract void HandleDialFailed(PeerAddress address);

    protected abstract void HandleMessage(TLink link, PlainMessage message, ReadOnlySpan<byte> body);

    /// <summary>A message has left the uplink.</summary>
    protected abstract void HandleSent(TLink link);

    protected abstract void HandleLost(TLink link);

    protected abstract void HandleAlarm();

    protected void Listen() => Stage.Network.Listen(Host);

    protected void Dial(int number) => Stage.Network.Dial(Host, ProtocolStage.AddressOf(number));

    protected void WakeAt(Instant at) => Stage.Network.SetAlarm(Host, at);

    protected void Send(TLink link, PlainMessage message, ReadOnlySpan<byte> body = default)
    {
        bool isChunk = message.Kind == PlainKind.Chunk;
        int length = PlainMessage.HeaderBytes + message.Length;
        Span<byte> bytes = isChunk ? Zeros.AsSpan(0, length) : new byte[length];
        message.Write(bytes);
        body.CopyTo(bytes[PlainMessage.HeaderBytes..]);
        Bytes += new NodeBytes(isChunk ? message.Length : 0, 0, 0, length);
        link.Unsent++;
        Trace(TraceKind.Transmit, link.Connection.Value, length);
        Stage.Network.Send(Host, link.Connection, bytes);
    }

    protected void SendChunk(TLink link, int round, int number) =>
        Send(link, new PlainMessage(PlainKind.Chunk, round, number, ChunkLength(number)));

    /// <summary>Chunks are of equal length, give or take a byte.</summary>
    protected int ChunkLength(int number)
    {
        long bytes = Stage.Plan.BlobBytes;
        int count = Stage.Plan.ChunkCount;
        return (int)((bytes * (number + 1) / count) - (bytes * number / count));
    }

    protected void CountReceived(int bytes, bool isDuplicate) => Bytes += new NodeBytes(0, bytes, isDuplicate ? bytes : 0, 0);

    /// <summary>Ends a connection from this side; nothing more is told of it.</summary>
    protected void Close(TLink link)
    {
        _links.Remove(link.Connection);
        Stage.Network.Close(Host, link.Connection);
    }

    private void HandleReceived(in Occurrence occurrence)
    {
        Trace(TraceKind.Received, occurrence.Connection.Value, occurrence.Bytes.Length);
        ReadOnlySpan<byte> bytes = occurrence.Bytes;
        if (_links.TryGetValue(occurrence.Connection, out TLink? link)) link.LastReceived = Now;
        while (link is not null && _links.ContainsKey(link.Connection) && link.TryRead(ref bytes, out PlainMessage message))
            HandleMessage(link, message, link.Body);
    }

    private void Trace(TraceKind kind, long first, long second) => Stage.Trace.Add(Now, Host.Value, kind, first, second);
}
