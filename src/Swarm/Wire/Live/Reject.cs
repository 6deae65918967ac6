using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>Says that a request will not be answered by a piece (BEP 6, "Reject Request"). <c>| chunk id (12) |</c>.</summary>
public readonly record struct Reject(ChunkId Chunk)
{
    public static bool TryRead(ReadOnlySpan<byte> body, out Reject message)
    {
        message = default;
        if (body.Length != LiveMessageLengths.Reject || !ChunkIdFormat.TryRead(body, out ChunkId chunk)) return false;
        message = new(chunk);
        return true;
    }

    internal void Write(Span<byte> body) => ChunkIdFormat.Write(body, Chunk);
}
