using System.Buffers;
using System.Net.Sockets;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Sockets;

internal enum NodeInputKind
{
    None = 0,

    /// <summary>Something is due, or there is room again where there was none.</summary>
    Wake,
    Connected,
    DialFailed,
    Received,
    Sent,

    /// <summary>Both halves of a connection's pump have ended.</summary>
    Closed,
    Command,
    Assembled,

    /// <summary>A task of the host failed in a way nobody foresaw: the loop stops with its exception.</summary>
    Failed,
}

/// <summary>One thing that happened, on its way to the loop. A struct, because there are some for every read and send.</summary>
internal readonly struct NodeInput
{
    private readonly object? _subject;

    private NodeInput(NodeInputKind kind, object? subject = null, ConnectionPump? pump = null)
    {
        Kind = kind;
        _subject = subject;
        Pump = pump;
    }

    public NodeInputKind Kind { get; }

    /// <summary>
    /// Not null in <see cref="NodeInputKind.Received"/>, <see cref="NodeInputKind.Sent"/> and <see cref="NodeInputKind.Closed"/>.
    /// </summary>
    public ConnectionPump? Pump { get; }

    public PeerAddress Address { get; private init; }

    public ConnectionSide Side { get; private init; }

    public int Bytes { get; private init; }

    public Socket Socket => (Socket)_subject!; // set by Connected, the only kind that asks for it; likewise below

    public ArrayBufferWriter<byte> Batch => (ArrayBufferWriter<byte>)_subject!;

    public NodeCommand Command => (NodeCommand)_subject!;

    public KeyFrameAssembly Assembly => (KeyFrameAssembly)_subject!;

    public Exception Failure => (Exception)_subject!;

    public static NodeInput Wake() => new(NodeInputKind.Wake);

    /// <summary>The socket belongs to whoever reads the input.</summary>
    public static NodeInput Connected(Socket socket, PeerAddress remote, ConnectionSide side) =>
        new(NodeInputKind.Connected, socket) { Address = remote, Side = side };

    public static NodeInput DialFailed(PeerAddress address) => new(NodeInputKind.DialFailed) { Address = address };

    /// <summary>The bytes lie in the pump until <see cref="ConnectionPump.ReadOn"/>.</summary>
    public static NodeInput Received(ConnectionPump pump, int bytes) => new(NodeInputKind.Received, pump: pump) { Bytes = bytes };

    /// <summary>Gives the batch back, still holding what was sent.</summary>
    public static NodeInput Sent(ConnectionPump pump, ArrayBufferWriter<byte> batch) => new(NodeInputKind.Sent, batch, pump);

    public static NodeInput Closed(ConnectionPump pump) => new(NodeInputKind.Closed, pump: pump);

    public static NodeInput For(NodeCommand command) => new(NodeInputKind.Command, command);

    public static NodeInput Assembled(KeyFrameAssembly assembly) => new(NodeInputKind.Assembled, assembly);

    public static NodeInput Failed(Exception failure) => new(NodeInputKind.Failed, failure);
}
