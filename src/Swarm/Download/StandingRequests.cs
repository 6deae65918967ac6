using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Download;

/// <summary>
/// Which neighbour sends which stripe here without being asked for each chunk: have, request and piece cost three delays a hop, a standing
/// request one. A stripe's parent is the neighbour that says it is nearest to the source; where nobody says so, whoever told first of a
/// chunk.
/// One that is slow, silent or gone is replaced, and before it is left the next has begun to send.
/// <code>
/// no parent --nearest, or first to tell--> parent --nearer, or not so slow--> parent and next --the next sends--> parent
///     ^--lost, refused, and nobody else--'                                          '--the next does not--> parent
/// </code>
/// </summary>
internal sealed class StandingRequests
{
    /// <summary>How long others may have what the parent still owes before it is asked for elsewhere.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(60);

    /// <summary>A frame of so many chunks takes long, and every uplink on its way is full: what is late comes all the same.</summary>
    private const int LongFrameChunks = 32;

    private static readonly TimeSpan LongFrameGrace = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LagBeforeMeasured = TimeSpan.FromMilliseconds(60);

    /// <summary>A stripe by which nothing has come for so long can be moved at once: nothing falls between.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan GraceMax = TimeSpan.FromMilliseconds(1500);

    /// <summary>Another had it so much sooner than the parent sent it that it would have sent it sooner.</summary>
    private static readonly TimeSpan SlowerBy = TimeSpan.FromMilliseconds(40);

    /// <summary>Who has refused a stripe is not asked for it again for so long.</summary>
    private static readonly TimeSpan AvoidRefusing = TimeSpan.FromSeconds(2);

    /// <summary>Nor who was too slow.</summary>
    private static readonly TimeSpan AvoidSlow = TimeSpan.FromSeconds(30);

    /// <summary>Time for those behind to hear that a promise is gone.</summary>
    private static readonly TimeSpan Forgetting = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Cooling = TimeSpan.FromSeconds(1);

    /// <summary>Once may be chance.</summary>
    private const int StrikesMax = 3;

    private readonly Neighbours _neighbours;
    private readonly bool _isSource;
    private readonly Random _random;
    private readonly StandingStripe[] _stripes = new StandingStripe[Stripes.Count];
    private uint _uplink;
    private bool _isDirty;
    private bool _keepsUp = true;

    public StandingRequests(Neighbours neighbours, bool isSource, Random random)
    {
        _random = random;
        _neighbours = neighbours;
        _isSource = isSource;
        for (int i = 0; i < _stripes.Length; i++)
            _stripes[i] = new StandingStripe();
    }

    /// <summary>False for a viewer that skips frames: what it does not want must not fill its downlink.</summary>
    public bool KeepsUp
    {
        get => _keepsUp;
        set
        {
            _isDirty |= value != _keepsUp;
            _keepsUp = value;
        }
    }

    public bool IsParent(PeerSession peer, int stripe) => _stripes[stripe].Parent == peer;

    /// <summary>
    /// Whether this peer may be asked for a chunk now. What a parent owes comes by itself, and it is asked for only when it is overdue;
    /// what the
    /// parent had before it was asked for the stripe does not.
    /// </summary>
    /// <param name="toldAt">When a neighbour first told of it; null when none has.</param>
    /// <param name="chunks">Of the frame.</param>
    public bool MayPull(PeerSession peer, FrameNumber frame, int chunk, Instant? toldAt, Instant now, int chunks = 1)
    {
        StandingStripe state = _stripes[Stripes.Of(frame, chunk)];
        if (!_keepsUp || state.Parent is not { } parent || toldAt is not { } told)
            return true;
        bool wasBefore = peer == parent && told <= state.AskedAt;
        TimeSpan more = chunks > LongFrameChunks ? LongFrameGrace : TimeSpan.Zero;
        return wasBefore || now - told > Patience(state) + more;
    }

    /// <summary>An index comes with its manifest from that stripe's parent; the manifest alone may have come from elsewhere,
    /// sooner.</summary>
    public bool MayPullIndex(Instant wantedSince, Instant now)
    {
        StandingStripe state = _stripes[Stripes.Manifests];
        return !_keepsUp || state.Parent is null || now - wantedSince > Patience(state);
    }

    /// <summary>The stripe has a parent, and something has come by it lately or is not due yet.</summary>
    public bool IsFlowing(int stripe, Instant wantedSince, Instant now) =>
        _keepsUp && _stripes[stripe].Parent is not null && now - Instant.Max(_stripes[stripe].CameAt, wantedSince) < Quiet;

    /// <summary>A neighbour is new.</summary>
    public void HandlePeerOpen() => _isDirty = true;

    public void HandleLost(PeerSession peer, Instant now)
    {
        for (int i = 0; i < _stripes.Length; i++)
            Leave(i, peer, now);
    }

    /// <summary>A neighbour has said what it wants, what it serves, and how near to the source it is.</summary>
    public void HandleStanding(PeerSession peer, Standing standing, Instant now)
    {
        _isDirty = true; // it may want more than it gets, or have moved
        for (int i = 0; i < _stripes.Length; i++)
        {
            if (standing.Refused[i])
            {
                peer.Standing.AvoidUntil[i] = now + AvoidRefusing;
                Leave(i, peer, now);
            }
            else if (standing.Depths[i] == 0)
            {
                peer.Standing.AvoidUntil[i] = now; // refused before, offered now
            }

            Choose(i, now);
        }
    }

    public void HandleTick(Instant now)
    {
        for (int i = 0; i < _stripes.Length; i++)
            Choose(i, now);
    }

    /// <summary>At the source: offers these stripes, and no others.</summary>
    public void Give(PeerSession peer, StripeSet stripes)
    {
        _isDirty |= peer.Standing.Given != stripes;
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
        else if (state.Parent == peer)
            HandleCame(peer, Stripes.Manifests, frame, 0, isUseful: true, now);
        else
            HandlePulled(peer, Stripes.Manifests, now);
    }

    /// <summary>A parent on a slow uplink is late by the same time again and again; asking elsewhere would only send everything
    /// twice.</summary>
    private static TimeSpan Patience(StandingStripe state) => Grace + (3 * state.Lag) < GraceMax ? Grace + (3 * state.Lag) : GraceMax;

    private void HandleCame(PeerSession peer, int stripe, FrameNumber frame, int chunk, bool isUseful, Instant now)
    {
        StandingStripe state = _stripes[stripe];
        state.CameAt = now;
        if (state.Next == peer)
        {
            Settle(stripe, peer, now); // it does send: the other need not any more
            return;
        }

        if (state.Parent != peer)
            return;
        bool wasTold = state.Told == (frame, chunk);
        if (isUseful)
        {
            TimeSpan lag = wasTold ? now - state.ToldAt : TimeSpan.Zero;
            state.Lag += (lag - state.Lag) / 4;
            peer.Standing.Lag += (lag - peer.Standing.Lag) / 8;
        }

        if (now < state.CoolUntil)
            return;
        if (!isUseful || (wasTold && now - state.ToldAt > SlowerBy))
            state.Strikes++;
        else if (wasTold || frame.Value % Announcer.ProbeEveryFrames == 0)
            state.Strikes = 0;
        // Where every uplink is full all are late, and moving from one to the next only sends everything twice.
        if (state.Strikes < StrikesMax || state.Candidate is not { } other || peer.Standing.Lag < 2 * other.Standing.Lag)
            return;
        peer.Standing.AvoidUntil[stripe] = now + AvoidSlow;
        Turn(stripe, other, now);
    }

    /// <summary>Something of a stripe came because it was asked for: its parent, if it has one, was late.</summary>
    public void HandlePulled(PeerSession peer, int stripe, Instant now)
    {
        StandingStripe state = _stripes[stripe];
        bool mayTurn = state.Parent is not null && state.Parent != peer && state.Next is null && MayAsk(peer, stripe, now);
        if (!mayTurn || ++state.Strikes < StrikesMax || now < state.CoolUntil)
            return;
        state.Parent!.Standing.AvoidUntil[stripe] = now + AvoidSlow; // may turn, so there is one
        Turn(stripe, peer, now);
    }

    /// <summary>How much this node can pass on, as measured; told again when it has changed by half, so that noise is not news.</summary>
    public void HandleUplink(double? bytesPerSecond)
    {
        double told = Math.Max(_uplink, 1);
        if (bytesPerSecond is not { } measured || (measured < told * 1.5 && measured > told / 1.5))
            return;
        _uplink = (uint)Math.Clamp(measured, 1, uint.MaxValue);
        _isDirty = true;
    }

    /// <summary>Tells each neighbour what has changed. Cheap when nothing has.</summary>
    public void Tell()
    {
        if (!_isDirty)
            return;
        _isDirty = false;
        StripeDepths depths = StripeDepths.Nowhere;
        for (int i = 0; i < _stripes.Length; i++)
            depths = depths.With(i, _keepsUp ? DepthOf(_stripes[i]) : StripeDepths.None);
        bool isServed = true;
        foreach (StandingStripe stripe in _stripes)
            isServed &= stripe.Parent is not null;
        foreach (PeerSession peer in _neighbours.All)
        {
            if (!peer.IsLive)
                continue;
            var standing = new Standing(
                WantedFrom(peer), _isSource ? StripeSet.All.Without(peer.Standing.Given) : ServedStripes.RefusedTo(peer, _neighbours), _uplink,
                TakesOffers: !_isSource && _keepsUp, HavesMayWait: _isSource || (isServed && _keepsUp), depths);
            if (standing == peer.Standing.Ours)
                continue;
            peer.Standing.Tell(standing);
            peer.Writer.Standing(peer.Outbox, standing);
        }
    }

    private void HandleTold(PeerSession peer, int stripe, FrameNumber frame, int chunk, Instant now)
    {
        StandingStripe state = _stripes[stripe];
        if (state.Parent == peer || !MayAsk(peer, stripe, now))
            return;
        if (state.Parent is null)
            Settle(stripe, peer, now);
        else if (state.Told != (frame, chunk))
            (state.Candidate, state.Told, state.ToldAt) = (peer, (frame, chunk), now);
    }

    private int DepthOf(StandingStripe stripe) =>
        _isSource ? 0 : stripe.Parent is { } parent ? Math.Min(DepthBy(stripe, parent), StripeDepths.None) : StripeDepths.None;

    private int DepthBy(StandingStripe stripe, PeerSession parent) => parent.Standing.Theirs.Depths[Array.IndexOf(_stripes, stripe)] + 1;

    /// <summary>Asks the neighbour nearest to the source, if that is nearer than now.</summary>
    private void Choose(int stripe, Instant now)
    {
        StandingStripe state = _stripes[stripe];
        if (state.Next is { } silent && state.CameAt - state.NextAt > Quiet)
        {
            silent.Standing.AvoidUntil[stripe] = now + AvoidSlow; // the parent goes on sending, this one has not begun
            (state.Next, _isDirty) = (null, true);
        }

        if (_isSource || state.Next is not null)
            return;
        int depth = DepthOf(state);
        if (depth < StripeDepths.None)
            state.WasAt = depth;
        else
            state.LostAt ??= now;
        bool isLost = depth == StripeDepths.None;
        if (!isLost)
            state.LostAt = null;
        if (!isLost && now < state.CoolUntil && now - state.CameAt < Quiet)
            return;
        // Those behind this node do not know yet that it has lost its parent; they would promise what they hope to get from here.
        int nearerThan = !isLost ? depth : state.WasAt == 0 || now - state.LostAt > Forgetting ? StripeDepths.None + 1 : state.WasAt + 1;
        PeerSession? best = null;
        int bestDepth = nearerThan - 1;
        int seen = 0;
        foreach (PeerSession peer in _neighbours.All)
        {
            int its = peer.Standing.Theirs.Depths[stripe];
            if (its >= StripeDepths.None - 1 || its > bestDepth || its + 1 >= nearerThan || peer == state.Parent || !MayAsk(peer, stripe, now))
                continue;
            if (its < bestDepth)
                (seen, bestDepth) = (0, its);
            if (_random.Next(++seen) == 0)
                best = peer;
        }

        if (best is null)
            return;
        if (isLost)
            Settle(stripe, best, now);
        else
            Turn(stripe, best, now);
    }

    private StripeSet WantedFrom(PeerSession peer)
    {
        StripeSet wanted = default;
        for (int i = 0; i < _stripes.Length && _keepsUp; i++)
        {
            if (_stripes[i].Parent == peer || _stripes[i].Next == peer)
                wanted = wanted.With(i);
        }

        return wanted;
    }

    private bool MayAsk(PeerSession peer, int stripe, Instant now) =>
        !_isSource && peer.IsLive && !peer.Standing.Theirs.Refused[stripe] && !peer.Standing.Theirs.Wanted[stripe]
        && peer.Standing.AvoidUntil[stripe] <= now;

    /// <summary>Asks another as well; the parent is left when the other has begun to send, so that nothing falls between them.</summary>
    private void Turn(int stripe, PeerSession next, Instant now)
    {
        StandingStripe state = _stripes[stripe];
        if (state.Parent is null || now - state.CameAt > Quiet)
        {
            Settle(stripe, next, now);
            return;
        }

        (state.Next, state.NextAt) = (next, now);
        state.Strikes = 0;
        state.CoolUntil = now + Cooling + (Cooling * _random.NextDouble());
        _isDirty = true;
    }

    private void Settle(int stripe, PeerSession? parent, Instant now)
    {
        StandingStripe state = _stripes[stripe];
        state.Parent = parent is { IsLive: true } ? parent : null;
        state.Lag = LagBeforeMeasured;
        state.AskedAt = now;
        state.Next = state.Candidate = null;
        state.Strikes = 0;
        state.CoolUntil = now + Cooling + (Cooling * _random.NextDouble());
        _isDirty = true;
    }

    private void Leave(int stripe, PeerSession peer, Instant now)
    {
        StandingStripe state = _stripes[stripe];
        if (state.Candidate == peer)
            state.Candidate = null;
        if (state.Next == peer)
            (state.Next, _isDirty) = (null, true);
        if (state.Parent == peer)
            Settle(stripe, state.Next ?? state.Candidate, now);
    }
}
