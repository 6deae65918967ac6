using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Distribution.Protocols.Plain;

/// <summary>One node's end of a connection: cuts what arrives into messages, and counts what is with the transport.</summary>
internal class PlainLink(ConnectionId connection, ConnectionSide side)
{
    private readonly byte[] _header = new byte[PlainMessage.HeaderBytes];
    private byte[] _body = [];
    private int _headerBytes;
    private int _bodyBytes;
    private PlainMessage _message;

    public ConnectionId Connection { get; } = connection;

    public ConnectionSide Side { get; } = side;

    /// <summary>Messages given to the transport that have not left the uplink.</summary>
    public int Unsent { get; set; }

    public Instant LastReceived { get; set; }

    /// <summary>Bodies that are not chunks; of a chunk only the length matters.</summary>
    public ReadOnlySpan<byte> Body => _body.AsSpan(0, _message.Kind == PlainKind.Chunk ? 0 : _message.Length);

    /// <summary>Takes bytes up to the end of the next message; false when they do not reach it.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out PlainMessage message)
    {
        message = default;
        if (_headerBytes < PlainMessage.HeaderBytes)
        {
            int taken = Math.Min(bytes.Length, PlainMessage.HeaderBytes - _headerBytes);
            bytes[..taken].CopyTo(_header.AsSpan(_headerBytes));
            bytes = bytes[taken..];
            _headerBytes += taken;
            if (_headerBytes < PlainMessage.HeaderBytes) return false;
            _message = PlainMessage.Read(_header);
            if (_message.Kind != PlainKind.Chunk && _body.Length < _message.Length) _body = new byte[_message.Length];
        }

        int part = Math.Min(bytes.Length, _message.Length - _bodyBytes);
        if (_message.Kind != PlainKind.Chunk) bytes[..part].CopyTo(_body.AsSpan(_bodyBytes));
        bytes = bytes[part..];
        _bodyBytes += part;
        if (_bodyBytes < _message.Length) return false;
        _headerBytes = _bodyBytes = 0;
        message = _message;
        return true;
    }
}
