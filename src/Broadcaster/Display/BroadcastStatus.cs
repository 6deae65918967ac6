using ScreenShare.CommandLine;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Source;

namespace ScreenShare.Broadcaster.Display;

/// <summary>How a broadcast is doing now, over the last seconds.</summary>
/// <param name="Viewers">Of the whole swarm, as it counts itself.</param>
/// <param name="Roads">How viewers find us, such as "DHT 34 nodes; tracker ok; local 2; book 14".</param>
/// <param name="HeldBy">Why there are fewer frames than asked for, when there are.</param>
internal readonly record struct BroadcastStatus(
    ViewerCount Viewers, double FramesPerSecond, double BytesPerFrame, double UploadBytesPerSecond, TimeSpan Elapsed,
    FrameHold HeldBy = FrameHold.None, string Roads = "")
{
    /// <summary>One line for a person.</summary>
    public override string ToString() => Line().ToString();

    /// <summary>In the order it is read in; what matters least is left out first where there is no room.</summary>
    public FittedLine Line() => new FittedLine()
        .Add(2, FormattableString.Invariant($"{Elapsed:h\\:mm\\:ss}"))
        .Add(8, Viewers.Viewers == 1 ? "1 viewer" : $"{Viewers.Viewers} viewers")
        .AddDetail(4, Viewers.Behind > 0 ? $"{Viewers.Behind} behind" : "")
        .AddDetail(3, Viewers.Joining > 0 ? $"{Viewers.Joining} joining" : "")
        .Add(5, FormattableString.Invariant($"{FramesPerSecond:F1} frames/s"))
        .Add(1, $"{Amount.Of(BytesPerFrame)} per frame")
        .Add(7, $"upload {Amount.Of(UploadBytesPerSecond)}/s")
        .Add(6, Reason(HeldBy))
        .Add(0, Roads);

    private static string Reason(FrameHold hold) => hold switch
    {
        FrameHold.Uplink => "(fewer frames: the uplink is full)",
        FrameHold.UploadLimit => "(fewer frames: the upload limit is reached)",
        FrameHold.Viewers => "(fewer frames: viewers fall behind)",
        _ => "",
    };
}
