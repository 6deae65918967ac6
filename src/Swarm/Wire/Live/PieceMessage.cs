using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>
/// The data message: <c>| chunk id (12) | data |</c>. <see cref="Data"/> is borrowed from the body, is never empty, and is
/// anything at all until its hash has been compared with the one that the manifest or the index commits to.
/// </summary>
public readonly ref struct PieceMessage
{
    private PieceMessage(ChunkId chunk, ReadOnlySpan<byte> data)
    {
        Chunk = chunk;
        Data = data;
    }

    public ChunkId Chunk { get; }

    public ReadOnlySpan<byte> Data { get; }

    public static bool TryRead(ReadOnlySpan<byte> body, out PieceMessage message)
    {
        message = default;
        if (body.Length <= LiveMessageLengths.PieceHeader || !ChunkIdFormat.TryRead(body, out ChunkId chunk)) return false;
        message = new(chunk, body[LiveMessageLengths.PieceHeader..]);
        return true;
    }
}
