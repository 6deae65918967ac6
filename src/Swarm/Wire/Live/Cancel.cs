using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>Takes a request back. It may cross the piece on its way. <c>| chunk id (12) |</c>.</summary>
public readonly record struct Cancel(ChunkId Chunk)
{
    public static bool TryRead(ReadOnlySpan<byte> body, out Cancel message)
    {
        message = default;
        if (body.Length != LiveMessageLengths.Cancel || !ChunkIdFormat.TryRead(body, out ChunkId chunk)) return false;
        message = new(chunk);
        return true;
    }

    internal void Write(Span<byte> body) => ChunkIdFormat.Write(body, Chunk);
}
