namespace ScreenShare.Swarm.Source;

/// <summary>What a frame waits for before it is worth publishing.</summary>
public enum FrameHold
{
    /// <summary>Nothing: it would go out at once.</summary>
    None = 0,

    /// <summary>Earlier frames, which the source's uplink has not sent yet.</summary>
    Uplink,

    /// <summary>The same, for the limit the source was given.</summary>
    UploadLimit,

    /// <summary>Viewers, who cannot pass on among them what was published.</summary>
    Viewers,
}
