using ScreenShare.Swarm;
using ScreenShare.Swarm.Census;

namespace ScreenShare.Broadcaster.Display;

/// <summary>How a broadcast is doing now, over the last seconds.</summary>
/// <param name="Viewers">Of the whole swarm, as it counts itself.</param>
/// <param name="HeldBy">Why there are fewer frames than asked for, when there are.</param>
internal readonly record struct BroadcastStatus(
    ViewerCount Viewers, double FramesPerSecond, double BytesPerFrame, double UploadBytesPerSecond, TimeSpan Elapsed,
    FrameHold HeldBy = FrameHold.None)
{
    /// <summary>One line for a person.</summary>
    public override string ToString()
    {
        string viewers = Viewers.Viewers == 1 ? "1 viewer" : $"{Viewers.Viewers} viewers";
        if (Viewers.Behind > 0)
            viewers += $", {Viewers.Behind} behind";
        if (Viewers.Joining > 0)
            viewers += $", {Viewers.Joining} joining";
        string frames = FormattableString.Invariant($"{FramesPerSecond:F1} frames/s  {Amount.Of(BytesPerFrame)} per frame");
        string upload = FormattableString.Invariant($"upload {Amount.Of(UploadBytesPerSecond)}/s{Reason(HeldBy)}");
        return FormattableString.Invariant($"{Elapsed:h\\:mm\\:ss}  {viewers}  {frames}  {upload}");
    }

    private static string Reason(FrameHold hold) => hold switch
    {
        FrameHold.Uplink => "  (fewer frames: the uplink is full)",
        FrameHold.UploadLimit => "  (fewer frames: the upload limit is reached)",
        FrameHold.Viewers => "  (fewer frames: viewers fall behind)",
        _ => "",
    };
}
