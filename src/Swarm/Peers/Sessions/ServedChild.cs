using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>What a peer is served with, what it is to look for elsewhere, and what nobody sends it.</summary>
internal sealed class ServedChild
{
    private StripeSet _lostBefore;
    private Instant _givesWayUntil;

    /// <summary>What it wants and gets.</summary>
    public StripeSet IsServed { get; private set; }

    /// <summary>What it still gets until it has found another parent for it.</summary>
    public StripeSet GivesWay { get; private set; }

    /// <summary>What it was asked to look elsewhere for at some time, to make way for nobody.</summary>
    public StripeSet SentAway { get; private set; }

    /// <summary>What nobody has sent it, the last two times somebody looked.</summary>
    public StripeSet LostLong { get; private set; }

    public bool IsNoticeOver(Instant now) => !GivesWay.IsEmpty && now >= _givesWayUntil;

    public void Serve(int stripe)
    {
        IsServed = IsServed.With(stripe);
        GivesWay = GivesWay.Without(stripe);
    }

    /// <summary>It is served with the stripe until then, and no more.</summary>
    public void GiveNotice(int stripe, Instant until)
    {
        IsServed = IsServed.Without(stripe);
        GivesWay = GivesWay.With(stripe);
        _givesWayUntil = until;
    }

    public void SendAway(int stripe, Instant until)
    {
        SentAway = SentAway.With(stripe);
        GiveNotice(stripe, until);
    }

    /// <summary>It gets no more than it wants, and what it had notice of no longer than that.</summary>
    public void Keep(StripeSet wanted, Instant now)
    {
        IsServed = IsServed.And(wanted);
        GivesWay = now < _givesWayUntil ? GivesWay.And(wanted) : default;
    }

    /// <param name="lost">What nobody sends it now.</param>
    public void HandleLost(StripeSet lost)
    {
        LostLong = lost.And(_lostBefore);
        _lostBefore = lost;
    }
}
