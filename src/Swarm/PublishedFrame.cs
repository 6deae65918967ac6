namespace ScreenShare.Swarm;

/// <summary>A frame, signed and packed, on its way from the publisher to the source's node. Immutable.</summary>
public sealed class PublishedFrame
{
    public Content.FrameNumber Frame { get; init; }
}
