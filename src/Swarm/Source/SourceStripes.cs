using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Source;

/// <summary>
/// Which neighbour of the source is sent which stripe first: shares in proportion to what each can pass on. All the trees behind them
/// hang on it, so a stripe moves only from who has clearly too many to who has clearly too few.
/// </summary>
internal sealed class SourceStripes
{
    /// <summary>Lacking, and having too much, by so many stripes: what uplinks are measured at varies by a third.</summary>
    private const double LackMin = 1;
    private const double SurplusMin = 0.5;

    /// <summary>One that needs more than so many times as long for what it has as another for one more gives one away.</summary>
    private const double MuchLonger = 1.5;

    /// <summary>Another is worth moving the manifests' tree for.</summary>
    private const double MuchFaster = 2;

    private readonly List<Receiver>[] _byStripe = new List<Receiver>[Stripes.Count];

    public SourceStripes()
    {
        for (int i = 0; i < _byStripe.Length; i++)
            _byStripe[i] = [];
    }

    /// <summary>In the order in which they are sent it.</summary>
    public List<Receiver> Of(int stripe) => _byStripe[stripe];

    public void Remove(Receiver receiver)
    {
        foreach (List<Receiver> receivers in _byStripe)
            receivers.Remove(receiver);
    }

    /// <param name="candidates">Who takes chunks as they come, in an order of no meaning.</param>
    /// <param name="copies">How many are sent each stripe.</param>
    public void Share(List<Receiver> candidates, int copies)
    {
        copies = Math.Min(copies, candidates.Count);
        double typical = TypicalUplink(candidates);
        double weights = 0;
        foreach (Receiver candidate in candidates)
        {
            candidate.Weigh(typical);
            weights += candidate.Weight;
        }

        foreach (Receiver candidate in candidates)
        {
            candidate.StripesDue = Stripes.OfChunks * copies * candidate.Weight / weights;
            candidate.StripesHeld = 0;
        }

        for (int stripe = 0; stripe < Stripes.OfChunks; stripe++)
            Keep(_byStripe[stripe], candidates, copies);
        for (int stripe = 0; stripe < Stripes.OfChunks; stripe++)
            Fill(_byStripe[stripe], candidates, copies);
        GiveManifests(_byStripe[Stripes.Manifests], candidates, copies);
        while (TryEven(candidates) || TryRelieve(candidates))
        {
            // one stripe at a time
        }
    }

    /// <summary>Throws when a count is wrong or a stripe is given to one receiver twice.</summary>
    public void CheckInvariants()
    {
        var held = new Dictionary<Receiver, int>();
        for (int stripe = 0; stripe < Stripes.Count; stripe++)
        {
            List<Receiver> receivers = _byStripe[stripe];
            for (int i = 0; i < receivers.Count; i++)
            {
                if (receivers.IndexOf(receivers[i]) != i)
                    throw new InvalidOperationException($"Stripe {stripe} is given twice to {receivers[i].Peer}.");
                held[receivers[i]] = held.GetValueOrDefault(receivers[i]) + (stripe < Stripes.OfChunks ? 1 : 0);
            }
        }

        foreach ((Receiver receiver, int count) in held)
        {
            if (count != receiver.StripesHeld)
                throw new InvalidOperationException($"{receiver.Peer} is counted {receiver.StripesHeld} stripes and has {count}.");
        }
    }

    private static double TypicalUplink(List<Receiver> candidates)
    {
        double sum = 0;
        int count = 0;
        foreach (Receiver candidate in candidates)
        {
            sum += candidate.Uplink ?? 0;
            count += candidate.Uplink is null ? 0 : 1;
        }

        return sum / Math.Max(count, 1);
    }

    private static void Keep(List<Receiver> receivers, List<Receiver> candidates, int copies)
    {
        Retain(receivers, candidates, copies);
        foreach (Receiver receiver in receivers)
            receiver.StripesHeld++;
    }

    private static void Retain(List<Receiver> receivers, List<Receiver> candidates, int copies)
    {
        receivers.RemoveAll(receiver => !candidates.Contains(receiver));
        if (receivers.Count > copies) receivers.RemoveRange(copies, receivers.Count - copies);
    }

    private static void Fill(List<Receiver> receivers, List<Receiver> candidates, int copies)
    {
        while (receivers.Count < copies)
        {
            Receiver? neediest = null;
            foreach (Receiver candidate in candidates)
            {
                if (!receivers.Contains(candidate) && (neediest is null || candidate.StripesLacking > neediest.StripesLacking))
                    neediest = candidate;
            }

            receivers.Add(neediest!); // there are at least as many candidates as copies
            neediest!.StripesHeld++;
        }
    }

    /// <summary>
    /// Manifests weigh little beside chunks and count for nobody's share, but all wait for them, and the index of a large frame is
    /// large: they go to who is fast.
    /// </summary>
    private static void GiveManifests(List<Receiver> receivers, List<Receiver> candidates, int copies)
    {
        Retain(receivers, candidates, copies);
        Receiver? fastest = Fastest(candidates, receivers);
        receivers.RemoveAll(receiver => receiver.Weight * MuchFaster < fastest?.Weight);
        while (receivers.Count < copies && Fastest(candidates, receivers) is { } next)
            receivers.Add(next);
    }

    private static Receiver? Fastest(List<Receiver> candidates, List<Receiver> besides)
    {
        Receiver? fastest = null;
        foreach (Receiver candidate in candidates)
        {
            if (!besides.Contains(candidate) && !(candidate.Weight <= fastest?.Weight)) fastest = candidate;
        }

        return fastest;
    }

    /// <summary>To whoever lacks a whole one, from whoever has too much.</summary>
    private bool TryEven(List<Receiver> candidates)
    {
        Receiver? neediest = null;
        foreach (Receiver candidate in candidates)
        {
            if (candidate.StripesLacking >= LackMin && (neediest is null || candidate.StripesLacking > neediest.StripesLacking))
                neediest = candidate;
        }

        if (neediest is null) return false;
        (int Stripe, int At) richest = (-1, -1);
        double most = SurplusMin;
        for (int stripe = 0; stripe < Stripes.OfChunks; stripe++)
        {
            List<Receiver> receivers = _byStripe[stripe];
            for (int i = 0; i < receivers.Count && !receivers.Contains(neediest); i++)
            {
                if (-receivers[i].StripesLacking >= most) (richest, most) = ((stripe, i), -receivers[i].StripesLacking);
            }
        }

        if (richest.Stripe < 0) return false;
        Move(richest.Stripe, richest.At, neediest);
        return true;
    }

    /// <summary>
    /// From who needs longest for what it has, which all others wait for: a slow uplink may be due a third of a stripe and have one.
    /// </summary>
    private bool TryRelieve(List<Receiver> candidates)
    {
        (int Stripe, int At) slowest = (-1, -1);
        Receiver? relief = null;
        double longest = 0;
        for (int stripe = 0; stripe < Stripes.OfChunks; stripe++)
        {
            List<Receiver> receivers = _byStripe[stripe];
            Receiver? quickest = Quickest(candidates, receivers);
            for (int i = 0; i < receivers.Count && quickest is not null; i++)
            {
                double time = receivers[i].TimeFor(receivers[i].StripesHeld);
                if (time > longest && time > MuchLonger * quickest.TimeFor(quickest.StripesHeld + 1))
                    (slowest, relief, longest) = ((stripe, i), quickest, time);
            }
        }

        if (relief is null) return false;
        Move(slowest.Stripe, slowest.At, relief);
        return true;
    }

    private static Receiver? Quickest(List<Receiver> candidates, List<Receiver> besides)
    {
        Receiver? quickest = null;
        foreach (Receiver candidate in candidates)
        {
            if (!besides.Contains(candidate)
                && !(candidate.TimeFor(candidate.StripesHeld + 1) >= quickest?.TimeFor(quickest.StripesHeld + 1)))
                quickest = candidate;
        }

        return quickest;
    }

    private void Move(int stripe, int at, Receiver to)
    {
        _byStripe[stripe][at].StripesHeld--;
        _byStripe[stripe][at] = to;
        to.StripesHeld++;
    }
}
