namespace ScreenShare.Swarm.Content;

/// <summary>A chunk's bytes, and the buffer they lie in where it is a pool's; otherwise their memory is the collector's.</summary>
public readonly struct StoredChunk
{
    public StoredChunk(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    internal StoredChunk(ReadOnlyMemory<byte> bytes, ChunkBuffer buffer)
        : this(bytes) => Buffer = buffer;

    public ReadOnlyMemory<byte> Bytes { get; }

    internal ChunkBuffer? Buffer { get; }
}
