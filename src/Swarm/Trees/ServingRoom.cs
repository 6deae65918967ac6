using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Trees;

/// <summary>
/// How many neighbours this node serves with which stripes, and whether one more finds room. Many in few stripes, and none in the others,
/// make shallow trees (SplitStream, Castro et al. 2003: inner in few trees, a leaf in the others).
/// </summary>
internal sealed class ServingRoom
{
    /// <summary>Neighbours served with one stripe: the last waits for all before it, and would be served sooner by the first.</summary>
    private const int OfOneMax = 12;

    /// <summary>Next to the source: one more there is worth a hop to all behind it.</summary>
    private const int OfOneNearMax = 16;

    /// <summary>
    /// Of all stripes together, with an uplink nobody has measured: twice what each node sends on the average. More makes trees no
    /// shallower than the queues in it make them slow.
    /// </summary>
    private const int OfAllUsual = 2 * Stripes.OfChunks;

    /// <summary>
    /// Of these, what each stripe takes at the second hop, and farther off. Many depend on a place near the source, and wait for each other
    /// there; far from it few do, and whoever finds none has its chunks a hop later.
    /// </summary>
    private const int PlacesNear = 24;
    private const int PlacesFartherOff = 3;

    private const int OfAllMost = 8 * Stripes.OfChunks;

    /// <summary>Share of a known uplink that is promised while others have room.</summary>
    private const double Promised = 0.5;

    /// <summary>The same where each must send as much as it gets.</summary>
    private const double PromisedAtMost = 0.9;

    private static readonly TimeSpan OneMoreAfter = TimeSpan.FromSeconds(1);

    private readonly int[] _served = new int[Stripes.Count];
    private readonly int[] _servedByDepth = new int[StripeDepths.None + 1];
    private readonly int[] _stripesByDepth = new int[StripeDepths.None + 1];
    private StripeDepths _depths;
    private int _ofAllMax = OfAllUsual;
    private Instant _limitedAt;
    private int _mostNear; // served with one stripe that comes from the source itself

    /// <summary>Stripes times neighbours, manifests apart.</summary>
    public int ServedOfAll { get; private set; }

    /// <summary>Those for which somebody depends on this node.</summary>
    public StripeSet PassedOn { get; private set; }

    /// <summary>Looks how much may be promised: less at once, more by and by, since at its beginning a stream looks slow.</summary>
    /// <param name="uplink">Bytes per second, as measured; null: never busy for long enough.</param>
    /// <param name="stream">Bytes per second that come in.</param>
    public void Limit(double? uplink, double stream, Instant now)
    {
        double whole = Stripes.OfChunks * (uplink ?? 0) / Math.Max(stream, 1);
        double possible = Math.Max(Promised * whole, Math.Min(Stripes.OfChunks, PromisedAtMost * whole));
        int max = uplink is null ? OfAllUsual : (int)Math.Clamp(possible, 0, OfAllMost);
        if (max > _ofAllMax && now - _limitedAt < OneMoreAfter) return;
        _ofAllMax = Math.Min(max, _ofAllMax + 1);
        _limitedAt = now;
    }

    /// <summary>All behind wait for what comes from the source by way of this node: nothing else shall be in its way.</summary>
    public bool IsForNear => _mostNear > OfOneMax;

    public int ChildrenOf(int stripe) => _served[stripe];

    public int DepthOf(int stripe) => _depths[stripe];

    /// <summary>Begins to count anew.</summary>
    /// <param name="depths">Of this node.</param>
    public void Clear(StripeDepths depths)
    {
        _depths = depths;
        Array.Clear(_served);
        Array.Clear(_servedByDepth);
        Array.Clear(_stripesByDepth);
        ServedOfAll = 0;
        _mostNear = 0;
        PassedOn = default;
    }

    /// <param name="children">One more, or with -1 one less.</param>
    public void Add(int stripe, int children)
    {
        bool wasServed = _served[stripe] > 0;
        _served[stripe] += children;
        bool isServed = _served[stripe] > 0;
        PassedOn = isServed ? PassedOn.With(stripe) : PassedOn.Without(stripe);
        if (stripe == Stripes.Manifests) return; // they weigh nothing beside chunks
        ServedOfAll += children;
        if (_depths[stripe] <= 1) _mostNear = Math.Max(_mostNear, _served[stripe]);
        _servedByDepth[_depths[stripe]] += children;
        _stripesByDepth[_depths[stripe]] += (isServed ? 1 : 0) - (wasServed ? 1 : 0);
    }

    /// <summary>One more may be served, at this or a smaller depth of this node's own.</summary>
    /// <param name="isUrgent">It has nobody else, so this node may become an inner one of one more stripe.</param>
    public bool HasRoom(int stripe, int depth, bool isUrgent)
    {
        depth = Math.Min(depth, _depths[stripe]);
        if (_served[stripe] >= (depth <= 1 ? OfOneNearMax : OfOneMax)) return false;
        if (stripe == Stripes.Manifests || depth <= 1)
            return true; // what comes from the source itself was given in proportion to the uplink, to be passed on
        if (IsForNear && !isUrgent) return false;
        int served = 0;
        int stripes = 0;
        for (int nearer = 0; nearer <= depth; nearer++)
        {
            served += _servedByDepth[nearer];
            stripes += _stripesByDepth[nearer];
        }

        int places = depth <= 2 ? PlacesNear : PlacesFartherOff;
        return served < _ofAllMax && (isUrgent || stripes == 0 || _served[stripe] > 0 || places * (stripes + 1) <= _ofAllMax);
    }

    /// <summary>Half of what may be served is.</summary>
    public bool IsHalfFull => ServedOfAll >= _ofAllMax / 2;

    public void CheckInvariants()
    {
        StripeSet passedOn = default;
        int ofAll = 0;
        Span<int> served = stackalloc int[_servedByDepth.Length];
        Span<int> stripes = stackalloc int[_servedByDepth.Length];
        for (int i = 0; i < Stripes.Count; i++)
        {
            if (_served[i] > 0) passedOn = passedOn.With(i);
            if (i == Stripes.Manifests) continue;
            ofAll += _served[i];
            served[_depths[i]] += _served[i];
            stripes[_depths[i]] += _served[i] > 0 ? 1 : 0;
            Invariant.Holds(_depths[i] > 1 || _served[i] <= _mostNear, $"stripe {i} is served to no more than {_mostNear} near the source");
        }

        Invariant.Holds(passedOn == PassedOn, $"{PassedOn} are passed on, and so are {passedOn}");
        Invariant.Counted(ServedOfAll, ofAll, "Neighbours served, by stripe");
        Invariant.Holds(served.SequenceEqual(_servedByDepth), "neighbours are counted at the depth of their stripes");
        Invariant.Holds(stripes.SequenceEqual(_stripesByDepth), "stripes are counted at their depth");
    }
}
