using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Source;

namespace ScreenShare.Broadcaster.Display;

/// <summary>For programs: JSON lines and nothing else.</summary>
internal sealed class JsonFace(JsonLines lines) : IBroadcastFace
{
    private ViewerCount _told;
    private FrameHold _heldBy;
    private string _roads = "";

    public TimeSpan StatusEvery => TimeSpan.FromSeconds(1);

    public void Begin(BroadcastInvitation invitation) => lines.Link(invitation.Link, invitation.Room);

    public void Frame(FrameReport report) => lines.Frame(report);

    public void Status(BroadcastStatus status)
    {
        if (status.Roads != _roads) lines.Roads(_roads = status.Roads);
        if (status.HeldBy != _heldBy) lines.Pace(_heldBy = status.HeldBy);
        if (status.Viewers == _told) return;
        _told = status.Viewers;
        lines.Viewers(status.Viewers);
    }

    public void Answer(string line) => lines.Answer(line);

    public void End(BroadcastSummary summary) => lines.Summary(summary);
}
