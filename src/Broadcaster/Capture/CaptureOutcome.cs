namespace ScreenShare.Broadcaster.Capture;

/// <summary>What a call to <see cref="IScreenSource.CaptureAsync"/> found.</summary>
internal enum CaptureOutcome
{
    None = 0,

    /// <summary>Nothing was drawn since the last call; the picture was not touched.</summary>
    Unchanged,

    /// <summary>The picture was brought up to date; some of it may have changed.</summary>
    Captured,

    /// <summary>The source has another <see cref="IScreenSource.Size"/> now; call again with a picture of that size.</summary>
    Resized,

    /// <summary>There will be no more pictures.</summary>
    Ended,
}
