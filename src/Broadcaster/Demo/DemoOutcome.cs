namespace ScreenShare.Broadcaster.Demo;

/// <summary>What a demo came to: all that the verdict is made from.</summary>
/// <param name="FramesPublished">Those with a picture.</param>
/// <param name="Copies">Bytes of pieces the broadcaster uploaded by bytes it published.</param>
/// <param name="Interrupted">Somebody ended it before its time.</param>
internal sealed record DemoOutcome(
    double Seconds,
    int FramesPublished,
    long PublishedBytes,
    long UploadedPieceBytes,
    double Copies,
    bool Interrupted,
    IReadOnlyList<ViewerOutcome> Viewers);

/// <param name="FramesPublishedMeanwhile">Published pictures from when it joined to the end.</param>
/// <param name="FramesShown">Of those, how many it showed.</param>
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
    int WrongPictures,
    bool HasLastPicture,
    double? MedianDelayMs,
    double? P95DelayMs,
    long BroadcasterBytes,
    long ViewerBytes,
    long? BroadcasterBytesWhenBlocked);
