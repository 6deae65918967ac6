using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Trees;

/// <summary>
/// Which neighbour sends which stripe here without being asked for each chunk: have, request and piece cost three delays a hop, a standing
/// request one. A stripe's parent is the neighbour that says it is nearest to the source; where nobody says so, whoever told first of a
/// chunk. One that is slow, silent or gone is replaced, and before it is left the next has begun to send.
/// <code>
/// no parent --nearest, or first to tell--> parent --nearer, or not so slow--> parent and next --the next sends--> parent
///     ^--lost, refused, and nobody else--'                                          '--the next does not--> parent
/// </code>
/// </summary>
internal sealed class StandingRequests
{
    /// <summary>Who was taken for dead may have been alive all the same.</summary>
    private static readonly TimeSpan AvoidDead = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Another had it so much sooner than the parent sent it that it would have sent it sooner: by little, counted once a frame, since of a
    /// frame of many chunks each waits for those before it; and by much.
    /// </summary>
    private static readonly TimeSpan SlowerBy = TimeSpan.FromMilliseconds(12);
    private static readonly TimeSpan MuchSlowerBy = TimeSpan.FromMilliseconds(40);

    /// <summary>Who has just refused a stripe that was asked for is not asked for it again for so long.</summary>
    private static readonly TimeSpan AvoidRefusing = TimeSpan.FromMilliseconds(500);

    /// <summary>Nor who was too slow.</summary>
    private static readonly TimeSpan AvoidSlow = TimeSpan.FromSeconds(30);

    /// <summary>Once may be chance.</summary>
    private const int StrikesMax = 3;

    private readonly Neighbours _neighbours;
    private readonly bool _isSource;
    private readonly ParentSearch _search;
    private readonly StandingStripe[] _stripes = new StandingStripe[Stripes.Count];
    private readonly ServedStripes _served;
    private readonly ToldStandings _told;
    private bool _keepsUp = true;
    private bool _chooses;

    public StandingRequests(Neighbours neighbours, bool isSource, Random random)
    {
        _search = new ParentSearch(neighbours, random);
        _neighbours = neighbours;
        _served = new ServedStripes(neighbours);
        _isSource = isSource;
        for (int i = 0; i < _stripes.Length; i++)
            _stripes[i] = new StandingStripe(i, random);
        _told = new ToldStandings(neighbours, _stripes, _served, isSource);
    }

    /// <summary>False for a viewer that skips frames: what it does not want must not fill its downlink.</summary>
    public bool KeepsUp
    {
        get => _keepsUp;
        set => _told.IsDirty |= Set(ref _keepsUp, value);
    }

    /// <summary>
    /// It skips frames, and has for a while: manifests come from one neighbour only and what others have is told now and then, since all of
    /// that from all of them would fill a thin downlink.
    /// </summary>
    public bool Chooses
    {
        get => _chooses;
        set => _told.IsDirty |= Set(ref _chooses, value);
    }

    public bool IsParent(PeerSession peer, int stripe) => _stripes[stripe].Parent == peer;

    /// <summary>Hops from the source; <see cref="StripeDepths.None"/> when nobody sends it.</summary>
    public int DepthOf(int stripe) => _isSource ? 0 : _keepsUp ? _stripes[stripe].Depth : StripeDepths.None;

    /// <summary>
    /// Whether this peer may be asked for a chunk now. What a parent owes comes by itself, and it is asked for only when it is overdue;
    /// what the parent had before it was asked for the stripe does not.
    /// </summary>
    /// <param name="toldAt">When a neighbour first told of it; null when none has.</param>
    /// <param name="chunks">Of the frame.</param>
    public bool MayPull(PeerSession peer, FrameNumber frame, int chunk, Instant? toldAt, Instant now, int chunks = 1) =>
        !_keepsUp || _stripes[Stripes.Of(frame, chunk)].MayPull(peer, toldAt, chunks, now);

    /// <summary>
    /// An index comes with its manifest from that stripe's parent; the manifest alone may have come from elsewhere, sooner.
    /// </summary>
    public bool MayPullIndex(Instant wantedSince, Instant now)
    {
        StandingStripe state = _stripes[Stripes.Manifests];
        return !_keepsUp || state.Parent is null || now - wantedSince > state.Patience;
    }

    /// <summary>The stripe has a parent, and something has come by it lately or is not due yet.</summary>
    public bool IsFlowing(int stripe, Instant wantedSince, Instant now) =>
        _keepsUp && _stripes[stripe].Parent is not null && !_stripes[stripe].IsQuiet(now, wantedSince);

    /// <summary>A neighbour is new.</summary>
    public void HandlePeerOpen() => _told.IsDirty = true;

    public void HandleLost(PeerSession peer, Instant now)
    {
        _told.IsDirty = true; // what it was sent, others may have
        foreach (StandingStripe state in _stripes)
            Leave(state, peer, now);
    }

    /// <summary>
    /// A neighbour has said what it wants, what it serves, and how near to the source it is. One that says so all the time is heard at
    /// ticks: every change of its mind would be told to all, and by them to others.
    /// </summary>
    public void HandleStanding(PeerSession peer, Standing standing, Instant now)
    {
        peer.Standing.IsUnheard = !peer.Standing.Heard.TryTake(now);
        if (!peer.Standing.IsUnheard)
            Hear(peer, standing, now);
    }

    public void HandleTick(Instant now)
    {
        foreach (PeerSession peer in _neighbours.All)
        {
            if (peer.Standing.IsUnheard)
                Hear(peer, peer.Standing.Theirs, now);
            peer.Standing.IsUnheard = false;
        }

        foreach (StandingStripe state in _stripes)
            Choose(state, now);
        _told.IsDirty |= _served.HandleTick(now);
        _told.HandleTick();
    }

    private void Hear(PeerSession peer, Standing standing, Instant now)
    {
        _told.IsDirty = true; // it may want more than it gets, or have moved
        if (!standing.TakesOffers)
            peer.Requests.Pushes.Clear(); // it chooses from now on, and what waits would come before that
        foreach (StandingStripe state in _stripes)
        {
            int stripe = state.Number;
            if (standing.Refused[stripe])
                HandleRefused(state, peer, now);
            else if (standing.Depths[stripe] == 0 && peer.Standing.AvoidUntil[stripe] <= now + AvoidDead)
                peer.Standing.AvoidUntil[stripe] = now; // refused before, offered now; who was slow is not believed again for that
            if (state.Parent == peer && !standing.Refused[stripe])
                state.EndsAt = null;
            Choose(state, now);
        }
    }

    /// <summary>At the source: offers these stripes, and no others.</summary>
    public void Give(PeerSession peer, StripeSet stripes)
    {
        _told.IsDirty |= peer.Standing.Given != stripes;
        peer.Standing.Given = stripes;
    }

    /// <summary>A neighbour has a chunk that is not here yet.</summary>
    public void HandleTold(PeerSession peer, FrameNumber frame, int chunk, Instant now) =>
        HandleTold(peer, Stripes.Of(frame, chunk), frame, chunk, now);

    /// <summary>A chunk came unasked.</summary>
    public void HandlePushed(PeerSession peer, FrameNumber frame, int chunk, bool isUseful, Instant now) =>
        HandleCame(peer, Stripes.Of(frame, chunk), frame, chunk, isUseful, now);

    /// <summary>A neighbour has something of a frame whose manifest is not here yet.</summary>
    public void HandleManifestTold(PeerSession peer, FrameNumber frame, Instant now) =>
        HandleTold(peer, Stripes.Manifests, frame, 0, now);

    /// <summary>A manifest that is new.</summary>
    public void HandleManifest(PeerSession peer, FrameNumber frame, Instant now)
    {
        StandingStripe state = _stripes[Stripes.Manifests];
        if (state.Parent is null)
            HandleTold(peer, Stripes.Manifests, frame, 0, now);
        else if (state.Parent == peer || state.Next == peer)
            HandleCame(peer, Stripes.Manifests, frame, 0, isUseful: true, now);
        else if (state.IsQuiet(now))
            HandlePulled(peer, Stripes.Manifests, now);
    }

    /// <summary>A manifest that has come before, along with a chunk perhaps; the parent is none the worse for it.</summary>
    public void HandleKnownManifest(PeerSession peer, FrameNumber frame, Instant now)
    {
        StandingStripe state = _stripes[Stripes.Manifests];
        if (state.Next == peer)
            HandleCame(peer, Stripes.Manifests, frame, 0, isUseful: true, now);
        else if (state.Parent == peer)
            (state.CameAt, state.HasCome) = (now, true);
    }

    /// <summary>Something of a stripe came because it was asked for: its parent, if it has one, was late.</summary>
    public void HandlePulled(PeerSession peer, int stripe, Instant now)
    {
        StandingStripe state = _stripes[stripe];
        if (TryLeaveFreeRider(state, peer, now))
            return;
        bool mayTurn = state.MayTurn(now) && state.Parent != peer && state.Next is null && MayAsk(peer, stripe, now);
        if (!mayTurn || ++state.Strikes < StrikesMax || now < state.CoolUntil)
            return;
        state.Parent!.Standing.HandleBroken(stripe, state.HasCome, now + AvoidSlow); // may turn, so there is one
        Turn(state, peer, now);
    }

    /// <summary>How much this node can pass on, in bytes per second.</summary>
    /// <param name="reliable">As measured; null before.</param>
    /// <param name="promised">What others may expect; null before it was measured.</param>
    /// <param name="stream">What comes in.</param>
    public void HandleUplink(double? reliable, double? promised, double stream, Instant now)
    {
        _served.Room.Limit(reliable, stream, now);
        _told.IsDirty |= _told.Uplink.Update(promised);
    }

    /// <summary>Tells each neighbour what has changed. Cheap when nothing has.</summary>
    public void Tell(Instant now) => _told.Tell(_keepsUp, _chooses, now);

    /// <summary>
    /// From the first broken promise of each stripe to the last would be long, and meanwhile it would be asked for others: who has never
    /// sent a chunk is left by all at once. What comes from the source comes late to all, and who sends manifests may go on.
    /// </summary>
    private bool TryLeaveFreeRider(StandingStripe state, PeerSession sender, Instant now)
    {
        bool isOwed = state.Number != Stripes.Manifests && state.Parent != sender && state.Depth > 1;
        if (!isOwed || state.Parent is not { } parent || !parent.Standing.HandleOwed())
            return false;
        Array.Fill(parent.Standing.AvoidUntil, now + AvoidSlow);
        foreach (StandingStripe each in _stripes)
        {
            if (!each.HasCome || each.Next == parent)
                Leave(each, parent, now);
        }

        return true;
    }

    /// <summary>Who has sent it until now goes on for a while, but for the source, which sends it to another from now on.</summary>
    private void HandleRefused(StandingStripe state, PeerSession peer, Instant now)
    {
        if (state.Parent == peer || state.Next == peer)
            peer.Standing.AvoidUntil[state.Number] = now + AvoidRefusing;
        if (state.Parent == peer && state.HasCome && state.Depth > 1)
            state.EndsAt ??= now + ServedStripes.Notice;
        else
            Leave(state, peer, now);
    }

    private void HandleTold(PeerSession peer, int stripe, FrameNumber frame, int chunk, Instant now)
    {
        StandingStripe state = _stripes[stripe];
        if (state.Parent == peer || !MayAsk(peer, stripe, now))
            return;
        if (state.Parent is null)
            Settle(state, peer, now);
        else if (state.Told != (frame, chunk))
            (state.Candidate, state.Told, state.ToldAt) = (peer, (frame, chunk), now);
    }

    private void HandleCame(PeerSession peer, int stripe, FrameNumber frame, int chunk, bool isUseful, Instant now)
    {
        StandingStripe state = _stripes[stripe];
        if (isUseful || state.Parent != peer)
            state.CameAt = now; // who sends what is here already sends nothing
        if (state.Next == peer)
        {
            Settle(state, peer, now); // it does send: the other need not any more
            state.HasCome = true;
            return;
        }

        if (state.Parent != peer)
            return;
        state.HasCome = true;
        peer.Standing.HandleCame(isChunk: stripe != Stripes.Manifests, now);
        peer.Standing.BrokenPromises = 0;
        bool wasTold = state.Told == (frame, chunk);
        TimeSpan slowerBy = wasTold ? now - state.ToldAt : TimeSpan.Zero;
        if (isUseful)
            state.HandleLag(slowerBy);
        if (now < state.CoolUntil)
            return;
        if (!isUseful || slowerBy > MuchSlowerBy || (slowerBy > SlowerBy && state.StruckIn != frame))
            (state.Strikes, state.StruckIn) = (state.Strikes + 1, frame);
        else if (slowerBy > SlowerBy)
            return;
        else if (wasTold || frame.Value % Announcer.ProbeEveryFrames == 0)
            state.Strikes = 0;
        // Where every uplink is full all are late, and moving from one to the next only sends everything twice.
        if (state.Strikes < StrikesMax || !state.MayTurn(now) || state.Candidate is not { } other
            || peer.Standing.Lag < 2 * other.Standing.Lag)
            return;
        peer.Standing.AvoidUntil[stripe] = now + AvoidSlow;
        Turn(state, other, now);
    }

    /// <summary>
    /// Asks the neighbour nearest to the source, if that is nearer than now, or if the parent gives this node up; else one as near that
    /// serves much less.
    /// </summary>
    private void Choose(StandingStripe state, Instant now)
    {
        if (_isSource)
            return;
        if (state.Next is { } silent && state.IsNextSilent(now))
        {
            // Where nobody sends there may be nothing to send.
            silent.Standing.AvoidUntil[state.Number] = now + (state.IsQuiet(now) ? AvoidRefusing : AvoidSlow);
            (state.Next, _told.IsDirty) = (null, true);
        }

        if (state.EndsAt <= now)
            Settle(state, state.Next, now);
        if (state.Parent is { } parent && state.IsParentDead(now))
        {
            parent.Standing.AvoidUntil[state.Number] = now + AvoidDead;
            Leave(state, parent, now);
        }

        int depth = state.Depth;
        bool isLost = depth == StripeDepths.None;
        if (state.Next is { } next)
        {
            if (isLost)
                Settle(state, next, now); // nothing comes that could fall between
            return;
        }

        if (isLost)
            state.LostAt ??= now;
        else
            (state.WasAt, state.LostAt) = (depth, null);
        bool mustMove = isLost || state.EndsAt is not null;
        if (!mustMove && now < state.CoolUntil && !state.IsQuiet(now))
            return;
        PeerSession? better = _search.FindNearer(state, now) ?? (mustMove ? null : _search.FindLessBurdened(state, now));
        if (better is null)
            return;
        if (isLost)
            Settle(state, better, now);
        else
            Turn(state, better, now);
    }

    /// <summary>True when it was not so before.</summary>
    private static bool Set(ref bool field, bool value)
    {
        bool isNew = field != value;
        field = value;
        return isNew;
    }

    private bool MayAsk(PeerSession peer, int stripe, Instant now) => !_isSource && ParentSearch.MayAsk(peer, stripe, now);

    private void Turn(StandingStripe state, PeerSession next, Instant now)
    {
        state.Turn(next, now);
        _told.IsDirty = true;
    }

    private void Settle(StandingStripe state, PeerSession? parent, Instant now)
    {
        state.Settle(parent, now);
        _told.IsDirty = true;
    }

    private void Leave(StandingStripe state, PeerSession peer, Instant now)
    {
        if (state.Candidate == peer)
            state.Candidate = null;
        if (state.Next == peer)
            (state.Next, _told.IsDirty) = (null, true);
        if (state.Parent != peer)
            return;
        // A candidate that stands farther off may get it from this very node.
        bool mayFollow = state.Candidate is { } candidate && candidate.Standing.Theirs.Depths[state.Number] <= state.WasAt;
        Settle(state, state.Next ?? (mayFollow ? state.Candidate : null), now);
    }
}
