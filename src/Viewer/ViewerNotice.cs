using ScreenShare.Frames;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Viewer;

/// <summary>
/// Something a viewer may want to tell the person who watches. <see cref="Text"/> is one line, lower case, without a full stop.
/// </summary>
public abstract record ViewerNotice
{
    private ViewerNotice() { }

    public abstract string Text { get; }

    /// <summary>Nobody is connected yet, or nobody is any more; repeated while that lasts.</summary>
    public sealed record Looking(string Where, TimeSpan For) : ViewerNotice
    {
        // Long enough for a dial to time out once: by then it is worth doubting the address.
        private static readonly TimeSpan DoubtAfter = TimeSpan.FromSeconds(8);

        public override string Text => For < DoubtAfter
            ? "looking for peers…"
            : $"looking for peers… nobody answers{(Where.Length > 0 ? $" at {Where}" : "")}: nobody broadcasts yet, or this machine "
                + "cannot reach them; the picture comes by itself as soon as it can";
    }

    /// <summary>Others are there who have the link, and wait too.</summary>
    public sealed record NobodyBroadcasts : ViewerNotice
    {
        public override string Text => "nobody broadcasts yet: the picture comes by itself as soon as somebody does";
    }

    /// <summary>After an end: this viewer stays.</summary>
    public sealed record AwaitingNext : ViewerNotice
    {
        public override string Text => "waiting for the next broadcast under this link";
    }

    public sealed record NoAddresses : ViewerNotice
    {
        public override string Text =>
            "the link names no peer's address (x.pe): ask for a link that does, or wait for others to connect to this one";
    }

    public sealed record Connected(int Peers) : ViewerNotice
    {
        public override string Text => Peers == 1 ? "connected to a peer" : $"connected to {Peers} peers";
    }

    public sealed record HostNotFound(string Host) : ViewerNotice
    {
        public override string Text => $"cannot find the address of {Host}: is the name right, and does name resolution work here?";
    }

    public sealed record Joined(SessionId Session, PictureSize Size) : ViewerNotice
    {
        public override string Text => $"joined the broadcast, {Size}";
    }

    /// <summary>
    /// What the broadcaster has to tell, such as that the shown window is minimised. Its words: made printable before it is shown.
    /// </summary>
    public sealed record FromBroadcaster(string Told) : ViewerNotice
    {
        public override string Text => $"from the broadcaster: {Told}";
    }

    public sealed record Stale(TimeSpan Silence) : ViewerNotice
    {
        public override string Text => $"nothing heard of the broadcaster for {Silence.TotalSeconds:F0} s; the picture may be old";
    }

    public sealed record Resumed : ViewerNotice
    {
        public override string Text => "the broadcast goes on";
    }

    /// <summary>The broadcaster is heard, but its pictures do not come, or come this late.</summary>
    public sealed record PictureOld(TimeSpan Age, bool HasPicture) : ViewerNotice
    {
        public override string Text => HasPicture
            ? $"the picture is {Age.TotalSeconds:F0} s old: the broadcast goes on, but its pictures do not get here"
            : $"no picture for {Age.TotalSeconds:F0} s: the broadcast goes on, but its pictures do not get here";
    }

    public sealed record PictureCurrent : ViewerNotice
    {
        public override string Text => "the picture is up to date again";
    }

    /// <summary>Told once: delays can then only be told from the soonest picture on.</summary>
    /// <param name="Ahead">How far this machine's clock is ahead of the broadcaster's; negative: behind.</param>
    public sealed record ClocksDiffer(TimeSpan Ahead) : ViewerNotice
    {
        public override string Text =>
            $"this machine's clock and the broadcaster's are {Rounded(Ahead.Duration())} apart: " +
            "delays are told from the soonest picture on";

        private static string Rounded(TimeSpan span) => span switch
        {
            { TotalDays: >= 2 } => $"{span.TotalDays:F0} days",
            { TotalHours: >= 2 } => $"{span.TotalHours:F0} hours",
            { TotalMinutes: >= 2 } => $"{span.TotalMinutes:F0} minutes",
            _ => $"{span.TotalSeconds:F0} seconds",
        };
    }

    public sealed record Ended : ViewerNotice
    {
        public override string Text => "the broadcast has ended";
    }

    public sealed record Equivocation(FrameNumber Frame) : ViewerNotice
    {
        public override string Text =>
            $"stopped: the broadcaster signed two different pictures as frame {Frame}, so nobody can say which one is real";
    }

    public sealed record PeerDropped(PeerAddress Address, ProtocolViolation Violation, bool IsBanned) : ViewerNotice
    {
        public override string Text =>
            $"{Address} broke the protocol ({Violation}) and was disconnected{(IsBanned ? "; it is refused for a while" : "")}";
    }
}
