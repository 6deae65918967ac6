using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm;

/// <summary>
/// A complete target on its way to the decoder: applying the records to the picture released before gives exactly frame
/// <see cref="Frame"/>. Immutable; belongs to whoever took it.
/// </summary>
public sealed record ReleasedFrame
{
    public required SessionId Session { get; init; }

    /// <summary>Newest of the frames this brings the picture to.</summary>
    public required FrameNumber Frame { get; init; }

    public required ManifestKind Kind { get; init; }

    /// <summary>When the broadcaster captured it, by the broadcaster's clock.</summary>
    public required DateTimeOffset CaptureTime { get; init; }

    public required StreamParameters Parameters { get; init; }

    /// <summary>The first frame of a session: whatever was shown before is void, and every slot has a record here.</summary>
    public required bool StartsSession { get; init; }

    /// <summary>Frames with pictures that were passed over since the release before.</summary>
    public required int SkippedFrames { get; init; }

    /// <summary>At most one record a slot, in slot order.</summary>
    public required IReadOnlyList<Record> Records { get; init; }
}
