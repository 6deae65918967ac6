using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Trees;

/// <summary>
/// Which neighbour sends which stripe here without being asked for each chunk: have, request and piece cost three delays a hop, a standing
/// request one. A stripe's parent is the neighbour that says it is nearest to the source; where nobody says so, whoever told first of a
/// chunk. One that is slow, silent or gone is replaced (<see cref="StandingStripe"/>).
/// </summary>
internal sealed class StandingRequests
{
    private readonly StandingNews _news;
    private readonly StandingStripe[] _stripes = new StandingStripe[Stripes.Count];

    public StandingRequests(Neighbours neighbours, StandingNews news, Random random)
    {
        _news = news;
        var search = new ParentSearch(neighbours, random);
        for (int i = 0; i < _stripes.Length; i++)
            _stripes[i] = new StandingStripe(i, neighbours, search, news, random);
    }

    /// <summary>False for a viewer that skips frames: what it does not want must not fill its downlink.</summary>
    public bool KeepsUp
    {
        get;
        set
        {
            _news.IsThere |= field != value;
            field = value;
        }
    }
    = true;

    /// <summary>
    /// It skips frames, and has for a while: manifests come from one neighbour only and what others have is told now and then, since all of
    /// that from all of them would fill a thin downlink.
    /// </summary>
    public bool Chooses
    {
        get;
        set
        {
            _news.IsThere |= field != value;
            field = value;
        }
    }

    /// <summary>Somebody sends each stripe.</summary>
    public bool HasAllParents => Array.TrueForAll(_stripes, stripe => stripe.Parent is not null);

    public StripeDepths Depths
    {
        get
        {
            StripeDepths depths = StripeDepths.Nowhere;
            foreach (StandingStripe stripe in _stripes)
                depths = depths.With(stripe.Number, DepthOf(stripe.Number));
            return depths;
        }
    }

    private StandingStripe Manifests => _stripes[Stripes.Manifests];

    public bool IsParent(PeerSession peer, int stripe) => _stripes[stripe].Parent == peer;

    /// <summary>Hops from the source; <see cref="StripeDepths.None"/> when nobody sends it.</summary>
    public int DepthOf(int stripe) => KeepsUp ? _stripes[stripe].Depth : StripeDepths.None;

    /// <summary>What this one is asked to send by itself.</summary>
    public StripeSet WantedOf(PeerSession peer)
    {
        StripeSet wanted = default;
        foreach (StandingStripe stripe in _stripes)
        {
            if (stripe.Parent == peer || stripe.Next == peer) wanted = wanted.With(stripe.Number);
        }

        return KeepsUp ? wanted : Chooses ? wanted.And(StripeSet.OfManifests) : default;
    }

    /// <summary>
    /// Whether this peer may be asked for a chunk now. What a parent owes comes by itself, and it is asked for only when it is overdue;
    /// what the parent had before it was asked for the stripe does not.
    /// </summary>
    /// <param name="heardAt">When a neighbour first told of it; null when none has.</param>
    /// <param name="chunks">Of the frame.</param>
    public bool MayPull(PeerSession peer, FrameNumber frame, int chunk, Instant? heardAt, Instant now, int chunks = 1) =>
        !KeepsUp || _stripes[Stripes.Of(frame, chunk)].MayPull(peer, heardAt, chunks, now);

    /// <summary>
    /// An index comes with its manifest from that stripe's parent; the manifest alone may have come from elsewhere, sooner.
    /// </summary>
    public bool MayPullIndex(Instant wantedSince, Instant now) =>
        !KeepsUp || Manifests.Parent is null || now - wantedSince > Manifests.Patience;

    /// <inheritdoc cref="StandingStripe.IsFlowing"/>
    public bool IsFlowing(int stripe, FrameNumber frame, Instant wantedSince, Instant now) =>
        KeepsUp && _stripes[stripe].IsFlowing(frame, wantedSince, now);

    public void HandleLost(PeerSession peer, Instant now)
    {
        foreach (StandingStripe stripe in _stripes)
            stripe.Leave(peer, now);
    }

    /// <summary>A neighbour has said what it serves and how near to the source it is.</summary>
    public void HandleStanding(PeerSession peer, Standing said, Instant now)
    {
        foreach (StandingStripe stripe in _stripes)
        {
            if (said.Refused[stripe.Number]) stripe.HandleRefused(peer, now);
            else stripe.HandleOffered(peer, said.Depths[stripe.Number], now);
            stripe.Choose(now);
        }
    }

    public void HandleTick(Instant now)
    {
        foreach (StandingStripe stripe in _stripes)
            stripe.Choose(now);
    }

    /// <summary>A neighbour has a chunk that is not here yet.</summary>
    public void HandleHeard(PeerSession peer, FrameNumber frame, int chunk, Instant now) =>
        _stripes[Stripes.Of(frame, chunk)].HandleHeard(peer, frame, chunk, now);

    /// <summary>A chunk came unasked.</summary>
    public void HandlePushed(PeerSession peer, FrameNumber frame, int chunk, bool isUseful, Instant now) =>
        _stripes[Stripes.Of(frame, chunk)].HandleCame(peer, frame, chunk, isUseful, now);

    /// <summary>A neighbour has something of a frame whose manifest is not here yet.</summary>
    public void HandleManifestHeard(PeerSession peer, FrameNumber frame, Instant now) => Manifests.HandleHeard(peer, frame, chunk: 0, now);

    /// <summary>A manifest that is new.</summary>
    public void HandleManifest(PeerSession peer, FrameNumber frame, Instant now) => Manifests.HandleManifest(peer, frame, now);

    /// <summary>A manifest that has come before.</summary>
    public void HandleKnownManifest(PeerSession peer, FrameNumber frame, Instant now) => Manifests.HandleKnown(peer, frame, now);

    /// <summary>A chunk came because it was asked for: its stripe's parent, if it has one, was late.</summary>
    public void HandlePulled(PeerSession peer, int stripe, Instant now)
    {
        if (!TryLeaveFreeRider(_stripes[stripe], peer, now)) _stripes[stripe].HandlePulled(peer, now);
    }

    public void CheckInvariants()
    {
        foreach (StandingStripe stripe in _stripes)
            stripe.CheckInvariants();
    }

    /// <summary>
    /// From the first broken promise of each stripe to the last would be long, and meanwhile it would be asked for others: who has never
    /// sent a chunk is left by all at once.
    /// </summary>
    private bool TryLeaveFreeRider(StandingStripe late, PeerSession sender, Instant now)
    {
        if (late.Parent is not { } parent || !late.TryCatchFreeRider(sender, now)) return false;
        foreach (StandingStripe stripe in _stripes)
            stripe.HandleFreeRider(parent, now);
        return true;
    }
}
