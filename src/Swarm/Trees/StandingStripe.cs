using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Trees;

/// <summary>What <see cref="StandingRequests"/> knows of one stripe: who sends it, who might, and how it goes.</summary>
internal sealed class StandingStripe(int number, Random random)
{
    /// <summary>How long others may have what the parent still owes before it is asked for elsewhere.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan GraceMax = TimeSpan.FromMilliseconds(1500);

    /// <summary>A stripe by which nothing has come for so long can be moved at once: nothing falls between.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>A frame of many chunks takes long, and every uplink on its way is full: what is late comes all the same.</summary>
    private static readonly TimeSpan GracePerChunk = TimeSpan.FromMilliseconds(0.5);

    private static readonly TimeSpan GraceOfFrameMax = TimeSpan.FromMilliseconds(200);

    /// <summary>What a parent tells of within this time of being asked, it had before it knew that it was.</summary>
    private static readonly TimeSpan Asking = TimeSpan.FromMilliseconds(60);

    /// <summary>
    /// A parent of which nothing at all has come for so long beyond its habit, while others had what it owes, is taken for dead.
    /// </summary>
    private static readonly TimeSpan DeadAfter = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan Cooling = TimeSpan.FromSeconds(1);

    public int Number { get; } = number;

    public PeerSession? Parent { get; private set; }

    /// <summary>Hops from the source; <see cref="StripeDepths.None"/> when no promise leads there.</summary>
    public int Depth => Parent is { } parent ? Math.Min(parent.Standing.Theirs.Depths[Number] + 1, StripeDepths.None) : StripeDepths.None;

    /// <summary>Hops from the source when last known; 0: never.</summary>
    public int WasAt { get; set; }

    public Instant? LostAt { get; set; }

    public Instant AskedAt { get; private set; }

    /// <summary>When the parent, or whoever is to take its place, last sent something.</summary>
    public Instant CameAt
    {
        get;
        set => (field, _owesSince) = (value, null);
    }
    = new(long.MinValue / 2);

    /// <summary>The parent has sent something.</summary>
    public bool HasCome { get; set; }

    /// <summary>Until then the parent sends though it serves another instead.</summary>
    public Instant? EndsAt { get; set; }

    /// <summary>Asked to take its place.</summary>
    public PeerSession? Next { get; set; }

    /// <summary>Until then it is left in peace: all would turn to the same neighbour at once, and it would be the slowest.</summary>
    public Instant CoolUntil { get; private set; }

    /// <summary>Whoever told of something first while the parent still owed it.</summary>
    public PeerSession? Candidate { get; set; }

    /// <summary>What of, and when.</summary>
    public (FrameNumber Frame, int Chunk) Told { get; set; }

    public Instant ToldAt
    {
        get;
        set
        {
            field = value;
            _owesSince ??= value;
        }
    }

    /// <summary>How much later than told of by another the parent sends, lately.</summary>
    public TimeSpan Lag { get; set; }

    /// <summary>How often in a row it was slower than another would have been.</summary>
    public int Strikes { get; set; }

    /// <summary>The frame in which it was so last.</summary>
    public FrameNumber StruckIn { get; set; }

    private Instant _nextAt;
    private Instant? _owesSince; // others have told of something, and nothing has come

    /// <summary>
    /// How late what is owed may be. A parent on a slow uplink is late by the same time again and again; asking elsewhere would only send
    /// everything twice.
    /// </summary>
    public TimeSpan Patience => Grace + (3 * Lag) < GraceMax ? Grace + (3 * Lag) : GraceMax;

    /// <summary>The parent goes on sending and the next has not begun, or neither sends.</summary>
    public bool IsNextSilent(Instant now) => Next is not null && (CameAt - _nextAt > Quiet || (IsQuiet(now) && now - _nextAt > Quiet));

    /// <summary>Nothing has come for long.</summary>
    public bool IsQuiet(Instant now) => now - CameAt >= Quiet;

    /// <summary>The same of something that is wanted, and may not be due yet.</summary>
    public bool IsQuiet(Instant now, Instant wantedSince) => now - Instant.Max(CameAt, wantedSince) >= Quiet;

    /// <summary>
    /// Nobody is nearer than the source, which sends a stripe to few: what comes late from there comes late to all. Unless it only says
    /// that it is the source.
    /// </summary>
    public bool MayTurn(Instant now) => Parent is not null && (Depth != 1 || now - _owesSince > Quiet);

    public bool IsParentDead(Instant now) => Parent is { } parent
        && now - parent.LastReceived > DeadAfter + (4 * parent.Standing.Gap)
        && ToldAt > Instant.Max(CameAt, AskedAt) && now - ToldAt > Patience;

    /// <summary>
    /// What the parent owes may be asked for when it is overdue; what it had before it was asked for the stripe, at once.
    /// </summary>
    /// <param name="toldAt">When a neighbour first told of it; null when none has.</param>
    /// <param name="chunks">Of the frame.</param>
    public bool MayPull(PeerSession peer, Instant? toldAt, int chunks, Instant now)
    {
        if (Parent is not { } parent || toldAt is not { } told)
            return true;
        bool wasBefore = peer == parent && told <= AskedAt + Asking;
        TimeSpan more = GracePerChunk * chunks;
        return wasBefore || now - told > Patience + (more < GraceOfFrameMax ? more : GraceOfFrameMax);
    }

    /// <summary>So late something has come from the parent.</summary>
    public void HandleLag(TimeSpan lag)
    {
        Lag += (lag - Lag) / 4;
        Parent!.Standing.Lag += (lag - Parent.Standing.Lag) / 8; // it has come from there
    }

    /// <summary>Asks another as well; the parent is left when the other has begun to send, so that nothing falls between them.</summary>
    public void Turn(PeerSession next, Instant now)
    {
        if (Parent is null || IsQuiet(now))
        {
            Settle(next, now);
            return;
        }

        (Next, _nextAt) = (next, now);
        Strikes = 0;
        Cool(now);
    }

    /// <summary>From now on this one sends it; with null nobody does.</summary>
    public void Settle(PeerSession? parent, Instant now)
    {
        Parent = parent is { IsLive: true } ? parent : null;
        Lag = Parent?.Standing.Lag ?? TimeSpan.Zero;
        AskedAt = now;
        HasCome = false;
        EndsAt = null;
        _owesSince = null;
        Next = Candidate = null;
        Strikes = 0;
        Cool(now);
    }

    private void Cool(Instant now) => CoolUntil = now + Cooling + (Cooling * random.NextDouble());
}
