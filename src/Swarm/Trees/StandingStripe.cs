using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Trees;

/// <summary>
/// Who sends one stripe here: all its states, and every way from one to another.
/// <code>
/// nobody --the nearest, or first to tell--> parent --nearer, or not so slow--> parent and next --the next sends--> parent
///    ^                                        |  ^                               |
///    '--lost, or refused by the source--------'  '--the next is silent-----------'
/// parent --refused by a viewer--> parent on notice --time is up, or another is found--> the other, or nobody
/// </code>
/// Before a parent is left the next has begun to send, so that nothing falls between them, wherever there is time for that.
/// </summary>
internal sealed class StandingStripe(int number, Neighbours neighbours, ParentSearch search, StandingNews news, Random random)
{
    /// <summary>Who was taken for dead may have been alive all the same.</summary>
    private static readonly TimeSpan AvoidDead = TimeSpan.FromSeconds(1);

    /// <summary>Who has just refused a stripe that was asked for is not asked for it again for so long.</summary>
    private static readonly TimeSpan AvoidRefusing = TimeSpan.FromMilliseconds(500);

    /// <summary>Nor who was too slow.</summary>
    private static readonly TimeSpan AvoidSlow = TimeSpan.FromSeconds(30);

    /// <summary>What a parent tells of within this time of being asked, it had before it knew that it was.</summary>
    private static readonly TimeSpan Asking = TimeSpan.FromMilliseconds(60);

    /// <summary>
    /// A parent of which nothing at all has come for so long beyond its habit, while others had what it owes, is taken for dead.
    /// </summary>
    private static readonly TimeSpan DeadAfter = TimeSpan.FromMilliseconds(150);

    /// <summary>All would go to the same neighbour at once, and it would be the slowest.</summary>
    private static readonly TimeSpan Cooling = TimeSpan.FromSeconds(1);

    /// <summary>Once may be chance.</summary>
    private const int StrikesMax = 3;

    private readonly StripePace _pace = new();
    private PeerSession? _candidate; // told of something first while the parent still owed it
    private Instant _askedAt;
    private FrameNumber _owedAfter; // what was new before somebody was asked for the stripe does not come by it
    private Instant _nextAskedAt;
    private Instant? _endsAt; // until then the parent sends though it serves another instead
    private Instant _coolUntil; // and is left in peace
    private bool _hasCome; // from the parent

    public int Number => number;

    public PeerSession? Parent { get; private set; }

    /// <summary>Asked to take the parent's place.</summary>
    public PeerSession? Next { get; private set; }

    /// <summary>Hops from the source; <see cref="StripeDepths.None"/> when no promise leads there.</summary>
    public int Depth => Parent is { } parent ? Math.Min(parent.Standing.Theirs.Depths[number] + 1, StripeDepths.None) : StripeDepths.None;

    /// <summary>Hops from the source when last known; 0: never.</summary>
    public int WasAt { get; private set; }

    public Instant? LostAt { get; private set; }

    /// <summary>The parent serves another instead, and has said so.</summary>
    public bool IsOnNotice => _endsAt is not null;

    public TimeSpan Patience => _pace.Patience;

    /// <summary>
    /// The frame is to come by the stripe: there is a parent, which was asked before the frame was new, and something has come lately or
    /// is not due yet.
    /// </summary>
    public bool IsFlowing(FrameNumber frame, Instant wantedSince, Instant now) =>
        Parent is not null && frame > _owedAfter && !_pace.IsQuiet(now, wantedSince);

    /// <summary>
    /// What the parent owes may be asked for when it is overdue; what it had before it was asked for the stripe, at once.
    /// </summary>
    /// <param name="heardAt">When a neighbour first told of it; null when none has.</param>
    /// <param name="chunks">Of the frame.</param>
    public bool MayPull(PeerSession peer, Instant? heardAt, int chunks, Instant now)
    {
        if (Parent is not { } parent || heardAt is not { } heard) return true;
        bool wasBefore = peer == parent && heard <= _askedAt + Asking;
        return wasBefore || now - heard > _pace.PatienceFor(chunks);
    }

    /// <summary>
    /// Another sent what the parent owed; true when the parent has now owed several chunks and never sent one, in whatever stripe. What the
    /// source owes comes late to all, and who sends manifests may go on.
    /// </summary>
    public bool TryCatchFreeRider(PeerSession sender, Instant now)
    {
        if (number == Stripes.Manifests || Parent is not { } parent || parent == sender || Depth <= 1) return false;
        if (!parent.Standing.Promises.HandleOwed()) return false;
        parent.Standing.Promises.AvoidAll(now + AvoidSlow);
        return true;
    }

    /// <summary>A neighbour has something that is not here yet.</summary>
    public void HandleHeard(PeerSession peer, FrameNumber frame, int chunk, Instant now)
    {
        if (Parent == peer || !ParentSearch.MayAsk(peer, number, now)) return;
        if (Parent is null) Settle(peer, now);
        else if (_pace.HandleHeard(frame, chunk, now)) _candidate = peer;
    }

    /// <summary>Something came that nobody here asked for one by one.</summary>
    public void HandleCame(PeerSession peer, FrameNumber frame, int chunk, bool isUseful, Instant now)
    {
        if (isUseful || Parent != peer) _pace.HandleCame(now); // who sends what is here already sends nothing
        if (Next == peer)
        {
            Settle(peer, now); // it does send: the other need not any more
            _hasCome = true;
            return;
        }

        if (Parent != peer) return;
        _hasCome = true;
        peer.Standing.Promises.HandleCame(isChunk: number != Stripes.Manifests, now);
        TimeSpan? slowerBy = _pace.SlowerThanHeard(frame, chunk, now);
        if (isUseful) HandleLag(peer, slowerBy ?? TimeSpan.Zero);
        bool isProbe = frame.Value % Announcer.ProbeEveryFrames == 0;
        if (now >= _coolUntil && _pace.TryJudge(frame, slowerBy, isUseful, isProbe)) LeaveIfSlow(peer, now);
    }

    /// <summary>Something came once more, along with something else perhaps; the parent is none the worse for it.</summary>
    public void HandleKnown(PeerSession peer, FrameNumber frame, Instant now)
    {
        if (Next == peer) HandleCame(peer, frame, chunk: 0, isUseful: true, now);
        else if (Parent == peer)
        {
            _pace.HandleCame(now);
            _hasCome = true;
        }
    }

    /// <summary>A manifest that is new; nobody asks for them while they come.</summary>
    public void HandleManifest(PeerSession peer, FrameNumber frame, Instant now)
    {
        if (Parent is null) HandleHeard(peer, frame, chunk: 0, now);
        else if (Parent == peer || Next == peer) HandleCame(peer, frame, chunk: 0, isUseful: true, now);
        else if (_pace.IsQuiet(now)) HandlePulled(peer, now);
    }

    /// <summary>Something came because it was asked for: the parent, if there is one, was late.</summary>
    public void HandlePulled(PeerSession peer, Instant now)
    {
        if (!MaySwitch(now) || Parent == peer || Next is not null || !ParentSearch.MayAsk(peer, number, now)) return;
        _pace.Strike();
        if (_pace.Strikes < StrikesMax || now < _coolUntil) return;
        Parent!.Standing.Promises.HandleBroken(number, _hasCome, now + AvoidSlow); // may switch, so there is one
        SwitchTo(peer, now);
    }

    /// <summary>A neighbour says that it does not serve this stripe, or not any more.</summary>
    public void HandleRefused(PeerSession peer, Instant now)
    {
        if (Parent == peer || Next == peer) peer.Standing.Promises.Avoid(number, now + AvoidRefusing);
        // Who has sent it until now goes on for a while, but for the source, which sends it to another from now on.
        if (Parent == peer && _hasCome && Depth > 1) _endsAt ??= now + ServedStripes.Notice;
        else Leave(peer, now);
    }

    /// <summary>A neighbour says that it serves this stripe.</summary>
    public void HandleOffered(PeerSession peer, int depth, Instant now)
    {
        if (depth == 0 && peer.Standing.Promises.AvoidUntil(number) <= now + AvoidDead)
            peer.Standing.Promises.Avoid(number, now); // refused before; who was slow is not believed again for that
        if (Parent == peer) _endsAt = null;
    }

    /// <summary>A neighbour is gone, or sends it no longer.</summary>
    public void Leave(PeerSession peer, Instant now)
    {
        if (_candidate == peer) _candidate = null;
        if (Next == peer) (Next, news.IsThere) = (null, true);
        if (Parent != peer) return;
        // A candidate that stands farther off may get it from this very node.
        bool mayFollow = _candidate is { } candidate && candidate.Standing.Theirs.Depths[number] <= WasAt;
        Settle(Next ?? (mayFollow ? _candidate : null), now);
    }

    /// <summary>It has never sent anything, in whatever stripe.</summary>
    public void HandleFreeRider(PeerSession peer, Instant now)
    {
        if (!_hasCome || Next == peer) Leave(peer, now);
    }

    /// <summary>
    /// Asks the neighbour nearest to the source, if that is nearer than now, or if the parent gives this node up; else one as near that
    /// serves much less.
    /// </summary>
    public void Choose(Instant now)
    {
        GiveUpSilentNext(now);
        if (_endsAt <= now) Settle(Next, now);
        if (Parent is { } parent && IsDead(parent, now))
        {
            parent.Standing.Promises.Avoid(number, now + AvoidDead);
            Leave(parent, now);
        }

        int depth = Depth;
        bool isLost = depth == StripeDepths.None;
        if (Next is { } next)
        {
            if (isLost) Settle(next, now); // nothing comes that could fall between
            return;
        }

        if (isLost) LostAt ??= now;
        else (WasAt, LostAt) = (depth, null);
        bool mustMove = isLost || IsOnNotice;
        if (!mustMove && now < _coolUntil && !_pace.IsQuiet(now)) return;
        PeerSession? better = search.FindNearer(this, now) ?? (mustMove ? null : search.FindLessBurdened(this, now));
        if (better is null) return;
        if (isLost) Settle(better, now);
        else SwitchTo(better, now);
    }

    public void CheckInvariants()
    {
        bool isThere = IsNeighbour(Parent) && IsNeighbour(Next) && IsNeighbour(_candidate);
        Invariant.Holds(isThere, $"{Parent}, {Next} and {_candidate}, who send stripe {number} or may, are neighbours");
        Invariant.Holds(Next is null || Next != Parent, $"{Next} is to take another's place in stripe {number}");
        Invariant.Holds(Next is null || Parent is not null, $"there is a place in stripe {number} for {Next} to take");
    }

    private bool IsNeighbour(PeerSession? peer) => peer is null || neighbours.Find(peer.Connection) == peer;

    /// <summary>
    /// Nobody is nearer than the source, which sends a stripe to few: what comes late from there comes late to all. Unless it only says
    /// that it is the source.
    /// </summary>
    private bool MaySwitch(Instant now) => Parent is not null && (Depth != 1 || _pace.IsOwedForLong(now));

    private bool IsDead(PeerSession parent, Instant now) =>
        now - parent.LastReceived > DeadAfter + (4 * parent.Standing.Promises.Gap) && _pace.IsOverdue(_askedAt, now);

    private void HandleLag(PeerSession parent, TimeSpan lag)
    {
        _pace.HandleLag(lag);
        parent.Standing.Promises.HandleLag(lag);
    }

    /// <summary>Where every uplink is full all are late, and moving from one to the next only sends everything twice.</summary>
    private void LeaveIfSlow(PeerSession parent, Instant now)
    {
        if (_pace.Strikes < StrikesMax || !MaySwitch(now) || _candidate is not { } other
            || parent.Standing.Promises.Lag < 2 * other.Standing.Promises.Lag)
            return;
        parent.Standing.Promises.Avoid(number, now + AvoidSlow);
        SwitchTo(other, now);
    }

    private void GiveUpSilentNext(Instant now)
    {
        if (Next is not { } silent || !_pace.IsSilentSince(_nextAskedAt, now)) return;
        // Where nobody sends there may be nothing to send.
        silent.Standing.Promises.Avoid(number, now + (_pace.IsQuiet(now) ? AvoidRefusing : AvoidSlow));
        (Next, news.IsThere) = (null, true);
    }

    /// <summary>Asks another as well; the parent is left when the other has begun to send.</summary>
    private void SwitchTo(PeerSession next, Instant now)
    {
        if (Parent is null || _pace.IsQuiet(now))
        {
            Settle(next, now);
            return;
        }

        (Next, _nextAskedAt, news.IsThere) = (next, now, true);
        _pace.Forgive();
        Cool(now);
    }

    /// <summary>From now on this one sends it; with null nobody does.</summary>
    private void Settle(PeerSession? parent, Instant now)
    {
        if (Parent is null) _owedAfter = neighbours.NewestHeard;
        Parent = parent is { IsLive: true } ? parent : null;
        _pace.Begin(Parent?.Standing.Promises.Lag ?? TimeSpan.Zero);
        _askedAt = now;
        _hasCome = false;
        _endsAt = null;
        Next = _candidate = null;
        news.IsThere = true;
        Cool(now);
    }

    private void Cool(Instant now) => _coolUntil = now + Cooling + (Cooling * random.NextDouble());
}
