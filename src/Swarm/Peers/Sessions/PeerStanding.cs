using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>The standing requests between this node and one peer, both ways.</summary>
internal sealed class PeerStanding
{
    private const int BrokenPromisesMax = 2;

    /// <summary>Two or three happen to the honest, who may have been left by their own parents.</summary>
    private const int OwedMax = 4;

    private static readonly TimeSpan GapMax = TimeSpan.FromMilliseconds(500);

    private Instant? _cameAt;
    private int _owed; // chunks that others sent, until it has sent one
    private bool _hasSent;

    /// <summary>What the peer said last.</summary>
    public Standing Theirs { get; set; } = new() { Depths = StripeDepths.Nowhere };

    /// <summary>What it says, and what it is told, oftener than that waits for the next tick.</summary>
    public Allowance Heard { get; } = new(SwarmLimits.StandingsPerSecond, SwarmLimits.StandingsAtOnceMax);

    public Allowance Told { get; } = new(SwarmLimits.StandingsPerSecond, SwarmLimits.StandingsAtOnceMax);

    /// <summary>It has said something anew that has not been looked at.</summary>
    public bool IsUnheard { get; set; }

    /// <summary>
    /// At the source: it has taken every frame as it comes at some time. Whoever never has fetches its first picture, or only what it
    /// chooses.
    /// </summary>
    public bool HasFollowed { get; set; }

    /// <summary>What it was told last.</summary>
    public Standing Ours { get; private set; } = new() { Depths = StripeDepths.Nowhere };

    /// <summary>Stripes it was asked for at some time: what was on its way when that ended is no offence.</summary>
    public StripeSet EverWanted { get; private set; }

    /// <summary>It refused to serve these until then.</summary>
    public Instant[] AvoidUntil { get; } = new Instant[Stripes.Count];

    /// <summary>What it wants and gets.</summary>
    public StripeSet IsServed { get; set; }

    /// <summary>What it still gets until it has found another parent for it.</summary>
    public StripeSet GivesWay { get; set; }

    public Instant GivesWayUntil { get; set; }

    /// <summary>What it was asked to look elsewhere for at some time, to make way for nobody.</summary>
    public StripeSet SentAway { get; set; }

    /// <summary>What nobody sends it, when last looked at, and what nobody has sent it for long.</summary>
    public StripeSet LostBefore { get; set; }

    public StripeSet LostLong { get; set; }

    /// <summary>How much later than told of by another it sends what it owes, lately; a guess before it has sent anything.</summary>
    public TimeSpan Lag { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Stripes in a row that it promised and sent nothing of.</summary>
    public int BrokenPromises { get; set; }

    /// <summary>Between what it sends unasked, lately.</summary>
    public TimeSpan Gap { get; private set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>At the source: what it offers this peer.</summary>
    public StripeSet Given { get; set; }

    /// <summary>Bytes it sent unasked by a request: of use, of none, and that there was no room for before their proof.</summary>
    public long UsefulBytes { get; set; }

    public long UselessBytes { get; set; }

    public long UnkeptBytes { get; set; }

    /// <summary>What belongs to these is sent to the peer as soon as it is here.</summary>
    public StripeSet Served => Theirs.Wanted.Without(Ours.Refused.Without(GivesWay));

    /// <summary>Frames of which the peer has not been told all that is here.</summary>
    public List<FrameNumber> Untold { get; } = [];

    /// <summary>When it was last told of frames that are not whole.</summary>
    public Instant ToldAt { get; set; }

    public void Tell(Standing standing)
    {
        Ours = standing;
        EverWanted = EverWanted.Or(standing.Wanted);
    }

    /// <summary>Something came unasked.</summary>
    public void HandleCame(bool isChunk, Instant now)
    {
        _hasSent |= isChunk;
        if (_cameAt is { } before)
            Gap += ((now - before < GapMax ? now - before : GapMax) - Gap) / 8;
        _cameAt = now;
    }

    /// <summary>It was too slow with a stripe. Who has kept none of two promises is asked for nothing.</summary>
    public void HandleBroken(int stripe, bool hasSentSome, Instant avoidUntil)
    {
        AvoidUntil[stripe] = avoidUntil;
        if (hasSentSome || ++BrokenPromises < BrokenPromisesMax)
            return;
        BrokenPromises = 0;
        Array.Fill(AvoidUntil, avoidUntil);
    }

    /// <summary>Others sent what it owed. True when it has owed several chunks, of whatever stripes, and never sent one.</summary>
    public bool HandleOwed()
    {
        if (_hasSent || ++_owed < OwedMax)
            return false;
        _owed = 0;
        return true;
    }

    public void AddUntold(FrameNumber frame)
    {
        if (!Untold.Contains(frame))
            Untold.Add(frame);
    }
}
