using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>How a peer has kept its promises to send stripes unasked, and which it is not asked for because of that.</summary>
internal sealed class KeptPromises
{
    private const int BrokenMax = 2;

    /// <summary>Two or three happen to the honest, who may have been left by their own parents.</summary>
    private const int OwedMax = 4;

    private static readonly TimeSpan GapMax = TimeSpan.FromMilliseconds(500);

    private readonly Instant[] _avoidUntil = new Instant[Stripes.Count];
    private Instant? _cameAt;
    private int _owed; // chunks that others sent, until it has sent one
    private int _broken; // stripes in a row that it promised and sent nothing of
    private bool _hasSent;

    /// <summary>How much later than told of by another it sends what it owes, lately; a guess before it has sent anything.</summary>
    public TimeSpan Lag { get; private set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Between what it sends unasked, lately.</summary>
    public TimeSpan Gap { get; private set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>It is not asked for this stripe before then.</summary>
    public Instant AvoidUntil(int stripe) => _avoidUntil[stripe];

    public void Avoid(int stripe, Instant until) => _avoidUntil[stripe] = until;

    public void AvoidAll(Instant until) => Array.Fill(_avoidUntil, until);

    /// <summary>So much later than told of by another something has come.</summary>
    public void HandleLag(TimeSpan lag) => Lag += (lag - Lag) / 8;

    /// <summary>Something came unasked from the parent that it is.</summary>
    public void HandleCame(bool isChunk, Instant now)
    {
        _broken = 0;
        _hasSent |= isChunk;
        if (_cameAt is { } before) Gap += ((now - before < GapMax ? now - before : GapMax) - Gap) / 8;
        _cameAt = now;
    }

    /// <summary>It was too slow with a stripe. Who has kept none of two promises is asked for nothing.</summary>
    public void HandleBroken(int stripe, bool hasSentSome, Instant avoidUntil)
    {
        Avoid(stripe, avoidUntil);
        if (hasSentSome || ++_broken < BrokenMax) return;
        _broken = 0;
        AvoidAll(avoidUntil);
    }

    /// <summary>Others sent what it owed. True when it has owed several chunks, of whatever stripes, and never sent one.</summary>
    public bool HandleOwed()
    {
        if (_hasSent || ++_owed < OwedMax) return false;
        _owed = 0;
        return true;
    }
}
