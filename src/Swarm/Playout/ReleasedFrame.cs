using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Playout;

/// <summary>
/// A complete target on its way to the decoder: applying the records to the picture released before gives exactly frame
/// <see cref="Frame"/>. Immutable; belongs to whoever took it, who disposes it when done with its records: their memory is used again then.
/// One that is never disposed stays good for as long as it is kept, and its memory is the collector's.
/// </summary>
public sealed record ReleasedFrame : IDisposable
{
    private int _isDisposed;

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

    /// <summary>At most one record a slot, in slot order; not to be read after <see cref="Dispose"/>.</summary>
    public required IReadOnlyList<Record> Records { get; init; }

    /// <summary>Any thread; once is enough.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        (Records as ReleasedRecords)?.LetGo();
    }
}
