using ScreenShare.Broadcaster.Broadcasting;

namespace ScreenShare.Broadcaster.Display;

/// <summary>For programs: JSON lines and nothing else.</summary>
internal sealed class JsonFace(JsonLines lines) : IBroadcastFace
{
    public TimeSpan StatusEvery => TimeSpan.FromSeconds(1);

    public void Begin(BroadcastInvitation invitation) => lines.Link(invitation.Link);

    public void Frame(FrameReport report) => lines.Frame(report);

    public void Status(BroadcastStatus status) { }

    public void End(BroadcastSummary summary) => lines.Summary(summary);
}
