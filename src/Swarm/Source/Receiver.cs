using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Source;

/// <summary>What the source knows of one neighbour it offers first copies to.</summary>
internal sealed class Receiver
{
    /// <summary>An upload limit at or above this counts as none: no receiver takes everything only because it is fast.</summary>
    private const double FullWeightBytesPerSecond = 4_000_000;

    private const double UplinkBeforeTold = 1_000_000;

    /// <summary>A newcomer nearby has told by then whether it knows anybody else.</summary>
    private static readonly TimeSpan CompanyPatience = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// Any newcomer has: 100 ms away six delays pass until it has met the first of them, an idle tick until it tells, and one more delay.
    /// </summary>
    private static readonly TimeSpan CompanyPatienceMax = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Frames without a sign of life from it, three seconds at 30 a second: it is stuck, or too slow to pass anything on.
    /// </summary>
    private const uint SilentFramesMax = 90;

    /// <summary>An offer not taken up for so long: the next go to others.</summary>
    private static readonly TimeSpan UntakenMax = TimeSpan.FromSeconds(1);

    /// <summary>A batch that the transport has not taken for so long says that the other end may be dead.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan StuckBelowAfter = TimeSpan.FromSeconds(3);

    /// <summary>The same of one that says itself that it does not follow.</summary>
    private static readonly TimeSpan StuckAndSaysSoAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>One that was kept is forgotten after so long.</summary>
    private static readonly TimeSpan KeptMemory = TimeSpan.FromSeconds(5);

    /// <summary>So many chunks that did not come from it to anybody else: it passes nothing on, for whatever reason.</summary>
    private const int KeptMax = 2;

    /// <summary>Then others are given what it would be, the longer the more often.</summary>
    private static readonly TimeSpan PassOverMin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PassOverMax = TimeSpan.FromMinutes(2);

    private FrameNumber _newestShown;
    private long _additionsSeen;
    private Instant _progressAt;
    private Instant? _belowSince;
    private Instant? _untakenSince;
    private int _silentFrames;
    private int _kept;
    private Instant _keptAt;
    private Instant _passedOverUntil;
    private TimeSpan _passOver = PassOverMin / 2; // the first time doubles it

    /// <param name="isFollowing">It is here before there is anything to catch up with.</param>
    public Receiver(PeerSession peer, bool isFollowing, Instant now)
    {
        Peer = peer;
        Since = now;
        IsFollowing = isFollowing;
        _progressAt = now;
    }

    public PeerSession Peer { get; }

    /// <summary>Here, or fallen behind, since then.</summary>
    public Instant Since { get; private set; }

    /// <summary>It has the picture and wants what is new; offering it a chunk is not wasted.</summary>
    public bool IsFollowing { get; private set; }

    /// <summary>It gets on, and says itself that it does not take frames as they come.</summary>
    public bool IsBehind => IsFollowing && Peer.IsLive && !Peer.Standing.Theirs.TakesOffers;

    /// <summary>How often it was told of a key frame because of that.</summary>
    public int Reminders { get; set; }

    /// <summary>When it was offered the whole state by the source.</summary>
    public Instant? SeededAt { get; set; }

    /// <summary>How often it was.</summary>
    public int Seedings { get; set; }

    /// <summary>It counts among those that fetch their first picture from the source.</summary>
    public bool HasSeedPlace { get; set; }

    /// <summary>
    /// What the peer can pass on, in bytes per second, by its own measurement or its limit, as far as it counts; null before either is
    /// told.
    /// </summary>
    public double? Uplink
    {
        get
        {
            double told = Peer.Standing.Theirs.UplinkBytesPerSecond;
            double? limit = Peer.Extension?.UploadLimitBytesPerSecond is > 0 and { } set ? set : null;
            double? known = told > 0 && !(limit < told) ? told : limit;
            return known is { } possible ? Math.Min(possible, FullWeightBytesPerSecond) : null;
        }
    }

    /// <summary>Share of the first copies, in bytes per second.</summary>
    public double Weight { get; private set; } = UplinkBeforeTold;

    /// <param name="typical">What others can pass on: who has not told has not been busy, and is no worse.</param>
    public void Weigh(double typical) =>
        Weight = Math.Max(Uplink ?? Math.Max(typical, UplinkBeforeTold), 1);

    /// <summary>Stripes it should be sent first, and is.</summary>
    public double StripesDue { get; set; }

    public int StripesHeld { get; set; }

    public double StripesLacking => StripesDue - StripesHeld;

    /// <summary>In no unit: to compare how long receivers need to pass on so many stripes.</summary>
    public double TimeFor(int stripes) => stripes / Weight;

    public double Credit { get; set; }

    public (FrameNumber Frame, int Chunk) LastOffered { get; set; }

    public FrameNumber RescuedTo { get; set; }

    /// <summary>Nobody else can supply it, as far as is known.</summary>
    public bool IsLonely(Instant now) => Peer.Company is not > 0 && now - Since > CompanyPatience;

    /// <summary>
    /// The same for certain: it is sent everything and passes nothing on. Taking that of newcomers that have not told yet moves all trees
    /// twice, and may send a large frame to each of them.
    /// </summary>
    public bool IsAlone(Instant now) => Peer.Company is not > 0 && now - Since > CompanyPatienceMax;

    /// <summary>It asks for something of this frame, or has it. What is old proves nothing: it may be stuck there.</summary>
    public void HandleProof(FrameNumber frame, FrameNumber newest)
    {
        if (frame.Value + SilentFramesMax >= newest.Value) HandleProof();
    }

    /// <summary>Looks whether it has told of anything new.</summary>
    public void CheckNews(FrameNumber newest, Instant now)
    {
        if (Peer.Haves.Additions == _additionsSeen) return;
        _additionsSeen = Peer.Haves.Additions;
        _newestShown = Peer.Haves.NewestHeld;
        _progressAt = now;
        HandleProof(_newestShown, newest);
    }

    /// <summary>One more frame is out.</summary>
    public void HandlePublish(Instant now)
    {
        if (IsFollowing && ++_silentFrames > SilentFramesMax) FallBehind(now);
    }

    /// <summary>
    /// Looks whether it is stuck below the newest key frame. By time and not by frames: at the end of a broadcast there are no more
    /// frames to count.
    /// </summary>
    public void CheckStuck(FrameNumber keyFrame, Instant now)
    {
        TimeSpan patience = IsFollowing && !Peer.Standing.Theirs.TakesOffers ? StuckAndSaysSoAfter : StuckBelowAfter;
        if (_newestShown >= keyFrame) _belowSince = null;
        else if (now - Instant.Max(_progressAt, _belowSince ??= now) > patience) FallBehind(now);
    }

    public bool TakesOffers(Instant now) =>
        IsFollowing && now >= _passedOverUntil && !(now - _untakenSince > UntakenMax) && IsThere(now);

    /// <summary>Its transport takes what is sent.</summary>
    public bool IsThere(Instant now) => !(Peer.IsSending && now - Peer.LastSent > StuckAfter);

    /// <summary>It wants chunks as they come, without asking for each.</summary>
    public bool TakesChunks(Instant now) => TakesOffers(now) && Peer.Standing.Theirs.TakesOffers;

    /// <summary>A chunk that it was given has come to others.</summary>
    /// <param name="isKnownByWhom">It alone was given it.</param>
    public void HandleSpread(bool isKnownByWhom, Instant now)
    {
        Peer.Conduct.DeliveredAt = now;
        if (isKnownByWhom) _kept = 0;
    }

    /// <summary>One that it was given has come to nobody else by now.</summary>
    public void HandleKept(Instant now)
    {
        _kept = now - _keptAt < KeptMemory ? _kept + 1 : 1;
        _keptAt = now;
        if (_kept >= KeptMax) PassOver(now);
    }

    /// <summary>Looks whether it takes what it is sent so late that all who are to have it from there wait in vain.</summary>
    public void CheckSlow(Instant now)
    {
        bool isOverdue = Peer.Requests.Pushes.Count > 0 && now > Peer.Requests.Pushes.First.Deadline;
        if (Peer.ReadsSlowly && isOverdue && now >= _passedOverUntil) PassOver(now);
    }

    private void PassOver(Instant now)
    {
        _kept = 0;
        _passOver = now - _passedOverUntil > PassOverMax ? PassOverMin : 2 * _passOver < PassOverMax ? 2 * _passOver : PassOverMax;
        _passedOverUntil = now + _passOver;
    }

    /// <summary>It is not passed over any longer.</summary>
    public void Forgive(Instant now) => _passedOverUntil = _passedOverUntil < now ? _passedOverUntil : now;

    public void HandleOffered(Instant now) => _untakenSince ??= now;

    /// <summary>From the first frame of a new session on.</summary>
    public void Follow()
    {
        RescuedTo = _newestShown = FrameNumber.None;
        SeededAt = null;
        _belowSince = null;
        HandleProof();
    }

    private void HandleProof()
    {
        _silentFrames = 0;
        _untakenSince = null;
        IsFollowing = true;
    }

    /// <summary>From here on it is treated as a newcomer.</summary>
    private void FallBehind(Instant now)
    {
        IsFollowing = false;
        SeededAt = null;
        Since = _progressAt = now;
        _belowSince = null;
    }
}
