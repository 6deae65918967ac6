using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm;

/// <summary>Something a person or a log may want to know. Losing one changes nothing.</summary>
public abstract record NodeEvent
{
    private NodeEvent() { }

    public sealed record SessionJoined(SessionId Session, StreamParameters Parameters) : NodeEvent;

    /// <summary>
    /// The broadcaster said that the broadcast is over; the last picture has been released, or nobody has it any more.
    /// </summary>
    public sealed record BroadcastEnded(SessionId Session) : NodeEvent;

    /// <summary>
    /// No manifest has arrived for longer than <see cref="SwarmOptions.StaleAfter"/>; <see cref="BroadcastResumed"/> follows if one does.
    /// </summary>
    public sealed record BroadcastStale(TimeSpan Silence) : NodeEvent;

    public sealed record BroadcastResumed : NodeEvent;

    /// <summary>
    /// The broadcaster is heard, but what is shown has been out of date for longer than <see cref="SwarmOptions.StaleAfter"/>: newer
    /// pictures are announced and do not come, or all comes that much too late. <see cref="PictureCurrent"/> follows when that ends, unless
    /// <see cref="BroadcastStale"/> or another session comes first.
    /// </summary>
    /// <param name="HasPicture">False: there has been none to show yet.</param>
    public sealed record PictureOld(TimeSpan Age, bool HasPicture) : NodeEvent;

    public sealed record PictureCurrent : NodeEvent;

    /// <summary>The broadcaster signed two different bodies for one frame: playback stops.</summary>
    public sealed record Equivocation(FrameNumber Frame) : NodeEvent;

    /// <summary>
    /// At the source: another broadcaster with the same keys began a session that starts later than ours; viewers follow that one.
    /// </summary>
    public sealed record Overtaken(SessionId Session, DateTimeOffset Start) : NodeEvent;

    public sealed record PeerJoined(PeerAddress Address, string Client) : NodeEvent;

    public sealed record PeerLost(PeerAddress Address, CloseReason Reason) : NodeEvent;

    /// <summary>A neighbour broke a rule, and its connection was ended for it.</summary>
    /// <param name="IsBanned">
    /// Its address is refused for <see cref="SwarmLimits.BanTime"/>. False for one that dialled us: nobody knows whose port it names.
    /// </param>
    public sealed record PeerDropped(PeerAddress Address, ProtocolViolation Violation, bool IsBanned) : NodeEvent;
}
