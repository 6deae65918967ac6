using System.Buffers;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// The buffers that batches are written into. The node says only afterwards whom a batch is for, so buffers belong to no connection: they
/// go from here to a pump and come back when sent. There are as many as batches were ever on their way at once, at most two a connection.
/// The loop's.
/// </summary>
internal sealed class SendBatches
{
    private const int KeptBytes = 128 * 1024; // several chunks; a buffer that one large batch has blown up is not kept

    private readonly Stack<ArrayBufferWriter<byte>> _free = [];

    public ArrayBufferWriter<byte> Take() => _free.TryPop(out ArrayBufferWriter<byte>? batch) ? batch : new ArrayBufferWriter<byte>();

    public void Return(ArrayBufferWriter<byte> batch)
    {
        if (batch.Capacity > KeptBytes) return;
        batch.ResetWrittenCount();
        _free.Push(batch);
    }
}
