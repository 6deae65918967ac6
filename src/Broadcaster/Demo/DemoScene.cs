using ScreenShare.Broadcaster.Display;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>How the demo stands at one moment, for showing. Valid until the demo's loop goes on.</summary>
internal sealed record DemoScene(BroadcastStatus Broadcast, double Copies, IReadOnlyList<DemoRow> Rows);

/// <param name="State">What the viewer is doing, in a word or two.</param>
internal sealed record DemoRow(
    int Number,
    ViewerPart Part,
    string State,
    int Frames,
    long Skipped,
    double? MedianDelayMs,
    double? P95DelayMs,
    long BroadcasterBytes,
    long ViewerBytes)
{
    public string PartText => Part switch
    {
        ViewerPart.Blocks => "blocks",
        ViewerPart.Killed => "dies",
        ViewerPart.Late => "late",
        _ => "watches",
    };
}
