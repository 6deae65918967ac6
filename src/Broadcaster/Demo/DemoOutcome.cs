namespace ScreenShare.Broadcaster.Demo;

/// <summary>What a demo came to: all that the verdict is made from.</summary>
/// <param name="FramesPublished">Those with a picture.</param>
/// <param name="Copies">Bytes of pieces the broadcaster uploaded by bytes it published.</param>
/// <param name="ProcessorShare">Of the processor time that the demo's processes asked for, what they were given: over 0, at most 1.</param>
/// <param name="Interrupted">Somebody ended it before its time.</param>
internal sealed record DemoOutcome(
    double Seconds,
    int FramesPublished,
    long PublishedBytes,
    long UploadedPieceBytes,
    double Copies,
    double ProcessorShare,
    bool Interrupted,
    IReadOnlyList<ViewerOutcome> Viewers)
{
    /// <summary>Below, pictures are late or passed over because nobody is given a processor, and not because of the swarm.</summary>
    private const double ProcessorShareOfFreeMachine = 0.5;

    /// <summary>Or slow: too busy with the demo itself.</summary>
    public bool MachineWasBusy => ProcessorShare < ProcessorShareOfFreeMachine;
}

/// <param name="FramesPublishedMeanwhile">Published pictures from when it joined to the end.</param>
/// <param name="FramesShown">Of those, how many it showed.</param>
/// <param name="StoodStillSeconds">The longest time between the publishing of two pictures that it showed one after the other, its joining
/// and the end counted in.</param>
/// <param name="WrongPictures">Shown pictures that were not the broadcaster's.</param>
/// <param name="HasLastPicture">Its picture at the end is the broadcaster's last, pixel for pixel.</param>
/// <param name="BroadcasterBytesWhenBlocked">Delivered by the broadcaster when the viewer acknowledged that it is blocked; null: it
/// never was.</param>
internal sealed record ViewerOutcome(
    int Number,
    ViewerPart Part,
    bool Finished,
    int FramesPublishedMeanwhile,
    int FramesShown,
    long FramesSkipped,
    double StoodStillSeconds,
    int WrongPictures,
    bool HasLastPicture,
    double? MedianDelayMs,
    double? P95DelayMs,
    long BroadcasterBytes,
    long ViewerBytes,
    long? BroadcasterBytesWhenBlocked);
