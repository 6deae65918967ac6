namespace ScreenShare.Swarm.Content;

/// <summary>Copies each chunk once: from the connection's buffer to the store.</summary>
public sealed class CopiedChunks : IChunkMemory
{
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> chunk, in Hash256 hash) => chunk.ToArray();
}
