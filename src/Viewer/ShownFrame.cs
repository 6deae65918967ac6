using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Viewer;

/// <summary>What is known of a frame at the moment its picture is ready to be shown.</summary>
public readonly record struct ShownFrame
{
    public required FrameNumber Number { get; init; }

    public required ManifestKind Kind { get; init; }

    /// <summary>Size of the picture; the same through a session.</summary>
    public required PictureSize Size { get; init; }

    /// <summary>True for the first picture of a session: whatever was shown before is void.</summary>
    public required bool StartsSession { get; init; }

    /// <summary>By this machine's clock, as far as it can be told: <see cref="Delay"/> ago when this frame was decoded.</summary>
    public required DateTimeOffset CaptureTime { get; init; }

    /// <summary>
    /// From capture to here, never negative: this machine's clock minus the broadcaster's capture time. Where the two clocks disagree by
    /// less than half a minute, their difference is part of it; for more see <see cref="ClocksApart"/>.
    /// </summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>
    /// Not null: so far is this machine's clock ahead of the broadcaster's, and <see cref="Delay"/> is only what has come on top of the
    /// soonest picture's.
    /// </summary>
    public TimeSpan? ClocksApart { get; init; }

    /// <summary>Frames with pictures that were passed over since the one before.</summary>
    public required int SkippedFrames { get; init; }

    /// <summary>Tiles that came with this frame; 0 in a heartbeat, which only says that the picture is still the newest.</summary>
    public required int ChangedTiles { get; init; }

    /// <summary>Lies over the picture and is no part of it: whoever shows both draws it (<see cref="PointerPainter"/>).</summary>
    public PointerState Pointer { get; init; }

    /// <summary>The pointer has moved or looks different.</summary>
    public bool PointerChanged { get; init; }

    /// <summary>What the broadcaster tells with this frame; empty: what it told before holds no longer. Null: nothing new.</summary>
    public string? NewNotice { get; init; }

    /// <summary>True when there is something new to look at.</summary>
    public bool HasPicture => StartsSession || ChangedTiles > 0 || PointerChanged;
}
