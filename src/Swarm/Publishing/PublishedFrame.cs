using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Publishing;

/// <summary>A frame, signed and packed, on its way from the publisher to the source's node. Immutable.</summary>
/// <param name="Delta">Null for a heartbeat and for the end.</param>
/// <param name="KeyFrame">The virtual key frame at this frame, where its manifest commits to one.</param>
public sealed record PublishedFrame(Manifest Manifest, PackedFrame? Delta, PackedFrame? KeyFrame)
{
    public FrameNumber Frame => Manifest.Frame;

    /// <summary>Bytes of the delta's chunks: one copy of what this frame adds to the stream.</summary>
    public long ContentBytes
    {
        get
        {
            long sum = 0;
            foreach (ReadOnlyMemory<byte> chunk in Delta?.Chunks ?? [])
                sum += chunk.Length;
            return sum;
        }
    }
}
