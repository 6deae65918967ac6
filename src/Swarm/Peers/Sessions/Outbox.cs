using System.Buffers;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// Messages other than pieces that wait for a connection. Bounded by <see cref="SwarmLimits.OutboxBytesMax"/>; when full the peer is not
/// reading and its connection is closed.
/// </summary>
internal sealed class Outbox : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public int Bytes => _bytes.WrittenCount;

    public bool IsEmpty => _bytes.WrittenCount == 0;

    public bool IsOverfull => _bytes.WrittenCount > SwarmLimits.OutboxBytesMax;

    /// <summary>Called when there is something in it and was nothing before.</summary>
    public Action? Filled { get; set; }

    public void Advance(int count)
    {
        bool wasEmpty = IsEmpty;
        _bytes.Advance(count);
        if (wasEmpty && !IsEmpty) Filled?.Invoke();
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);

    /// <summary>BEP 3: a message of length 0.</summary>
    public void KeepAlive() => this.Write(stackalloc byte[MessageReader.LengthBytes]);

    public void MoveTo(IBufferWriter<byte> destination)
    {
        destination.Write(_bytes.WrittenSpan);
        _bytes.ResetWrittenCount();
    }

    public void Clear() => _bytes.ResetWrittenCount();
}
