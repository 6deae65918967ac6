using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Trees;

/// <summary>How what belongs to one stripe comes: when last, what others had sooner than it came, and how late that may be.</summary>
internal sealed class StripePace
{
    /// <summary>How long others may have what the parent still owes before it is asked for elsewhere.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan GraceMax = TimeSpan.FromMilliseconds(1500);

    /// <summary>A stripe by which nothing has come for so long can be moved at once: nothing falls between.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>A frame of many chunks takes long, and every uplink on its way is full: what is late comes all the same.</summary>
    private static readonly TimeSpan GracePerChunk = TimeSpan.FromMilliseconds(0.5);

    private static readonly TimeSpan GraceOfFrameMax = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Another had it so much sooner than the parent sent it that it would have sent it sooner: by little, counted once a frame, since of a
    /// frame of many chunks each waits for those before it; and by much.
    /// </summary>
    private static readonly TimeSpan SlowerBy = TimeSpan.FromMilliseconds(12);
    private static readonly TimeSpan MuchSlowerBy = TimeSpan.FromMilliseconds(40);

    private (FrameNumber Frame, int Chunk) _heard;
    private Instant _heardAt;
    private Instant? _owedSince; // others have told of something, and nothing has come
    private FrameNumber _struckIn;

    /// <summary>When the parent, or whoever is to take its place, last sent something.</summary>
    public Instant CameAt { get; private set; } = new(long.MinValue / 2);

    /// <summary>How much later than told of by another the parent sends, lately.</summary>
    public TimeSpan Lag { get; private set; }

    /// <summary>How often in a row the parent was slower than another would have been.</summary>
    public int Strikes { get; private set; }

    /// <summary>
    /// How late what is owed may be. A parent on a slow uplink is late by the same time again and again; asking elsewhere would only send
    /// everything twice.
    /// </summary>
    public TimeSpan Patience => Grace + (3 * Lag) < GraceMax ? Grace + (3 * Lag) : GraceMax;

    /// <summary>The same for what is one of so many chunks of a frame.</summary>
    public TimeSpan PatienceFor(int chunks)
    {
        TimeSpan more = GracePerChunk * chunks;
        return Patience + (more < GraceOfFrameMax ? more : GraceOfFrameMax);
    }

    /// <summary>Nothing has come for long.</summary>
    public bool IsQuiet(Instant now) => now - CameAt >= Quiet;

    /// <summary>The same of something that is wanted, and may not be due yet.</summary>
    public bool IsQuiet(Instant now, Instant wantedSince) => now - Instant.Max(CameAt, wantedSince) >= Quiet;

    /// <summary>
    /// Whoever was asked to take the parent's place then sends nothing, though something has come since, or nothing comes at all.
    /// </summary>
    public bool IsSilentSince(Instant asked, Instant now) => CameAt - asked > Quiet || (IsQuiet(now) && now - asked > Quiet);

    /// <summary>Others have told of something for long, and nothing has come.</summary>
    public bool IsOwedForLong(Instant now) => now - _owedSince > Quiet;

    /// <summary>What others have told of since then is overdue.</summary>
    public bool IsOverdue(Instant since, Instant now) => _heardAt > Instant.Max(CameAt, since) && now - _heardAt > Patience;

    /// <summary>Another parent is to send it.</summary>
    /// <param name="lag">As known of it.</param>
    public void Begin(TimeSpan lag)
    {
        Lag = lag;
        _owedSince = null;
        Strikes = 0;
    }

    /// <summary>A neighbour has told of what the parent still owes. True when it is the first to.</summary>
    public bool HandleHeard(FrameNumber frame, int chunk, Instant now)
    {
        if (_heard == (frame, chunk)) return false;
        (_heard, _heardAt) = ((frame, chunk), now);
        _owedSince ??= now;
        return true;
    }

    public void HandleCame(Instant now) => (CameAt, _owedSince) = (now, null);

    /// <summary>How much later the parent sent this than another told of it; null when nobody else has.</summary>
    public TimeSpan? SlowerThanHeard(FrameNumber frame, int chunk, Instant now) => _heard == (frame, chunk) ? now - _heardAt : null;

    public void HandleLag(TimeSpan lag) => Lag += (lag - Lag) / 4;

    /// <summary>What was asked for elsewhere has come from there.</summary>
    public void Strike() => Strikes++;

    /// <summary>Counts whether another would have been sooner. False when this says nothing either way.</summary>
    /// <param name="slowerBy">Than another that told of it; null when nobody has.</param>
    /// <param name="isProbe">Of a frame of which all are told: none told, so none was sooner.</param>
    public bool TryJudge(FrameNumber frame, TimeSpan? slowerBy, bool isUseful, bool isProbe)
    {
        if (!isUseful || slowerBy > MuchSlowerBy || (slowerBy > SlowerBy && _struckIn != frame))
            (Strikes, _struckIn) = (Strikes + 1, frame);
        else if (slowerBy > SlowerBy) return false;
        else if (slowerBy is not null || isProbe) Strikes = 0;
        return true;
    }

    public void Forgive() => Strikes = 0;
}
