using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// Which neighbour of the source is sent which stripe first: shares in proportion to what each can pass on, kept as they are for as long as
/// they are right, since all the trees behind them hang on it.
/// </summary>
internal sealed class SourceStripes
{
    private readonly List<Receiver>[] _byStripe = new List<Receiver>[Stripes.Count];
    private readonly Receiver?[] _lastOf = new Receiver?[Stripes.Count];

    public SourceStripes()
    {
        for (int i = 0; i < _byStripe.Length; i++)
            _byStripe[i] = [];
    }

    /// <summary>In the order in which they are sent it.</summary>
    public IReadOnlyList<Receiver> Of(int stripe) => _byStripe[stripe];

    public void Remove(Receiver receiver)
    {
        foreach (List<Receiver> receivers in _byStripe)
            receivers.Remove(receiver);
    }

    public void Clear()
    {
        foreach (List<Receiver> receivers in _byStripe)
            receivers.Clear();
    }

    /// <param name="candidates">Who takes offers, in an order of no meaning.</param>
    /// <param name="copies">How many are sent each stripe.</param>
    public void Share(IReadOnlyList<Receiver> candidates, int copies)
    {
        double weights = 0;
        foreach (Receiver candidate in candidates)
            weights += candidate.Weight;
        copies = Math.Min(copies, candidates.Count);
        foreach (Receiver candidate in candidates)
        {
            candidate.StripesDue = weights > 0 ? Stripes.OfChunks * copies * candidate.Weight / weights : 0;
            candidate.StripesHeld = 0;
        }

        for (int stripe = 0; stripe < Stripes.OfChunks; stripe++)
            _lastOf[stripe] = Keep(_byStripe[stripe], candidates, copies);
        for (int stripe = 0; stripe < Stripes.OfChunks; stripe++)
            Fill(_byStripe[stripe], candidates, copies, _lastOf[stripe]);
        ShareManifests(candidates, copies);
    }

    /// <summary>They weigh little beside chunks, and count for nobody's share.</summary>
    private void ShareManifests(IReadOnlyList<Receiver> candidates, int copies)
    {
        List<Receiver> receivers = _byStripe[Stripes.Manifests];
        receivers.RemoveAll(receiver => !Contains(candidates, receiver));
        if (receivers.Count > copies)
            receivers.RemoveRange(copies, receivers.Count - copies);
        Fill(receivers, candidates, copies, before: null);
    }

    private static void Fill(List<Receiver> receivers, IReadOnlyList<Receiver> candidates, int copies, Receiver? before)
    {
        while (receivers.Count < copies && Neediest(candidates, receivers, before) is { } next)
        {
            next.StripesHeld++;
            receivers.Add(next);
        }
    }

    /// <summary>What a receiver has beyond its share goes to others. Gives the last that lost it.</summary>
    private static Receiver? Keep(List<Receiver> receivers, IReadOnlyList<Receiver> candidates, int copies)
    {
        Receiver? lost = null;
        for (int i = receivers.Count - 1; i >= 0; i--)
        {
            Receiver receiver = receivers[i];
            bool stays = i < copies && Contains(candidates, receiver) && receiver.StripesHeld + 1 <= receiver.StripesDue + 0.5;
            if (stays)
            {
                receiver.StripesHeld++;
                continue;
            }

            lost = i < copies && Contains(candidates, receiver) ? receiver : lost;
            receivers.RemoveAt(i);
        }

        return lost;
    }

    /// <summary>Who had it before keeps it when nobody lacks clearly more: a tree hangs on it.</summary>
    private static Receiver? Neediest(IReadOnlyList<Receiver> candidates, List<Receiver> except, Receiver? before)
    {
        Receiver? best = before is not null && !except.Contains(before) ? before : null;
        foreach (Receiver candidate in candidates)
        {
            double margin = best == before ? 0.5 : 0;
            bool isBetter = best is null || candidate.StripesDue - candidate.StripesHeld > best.StripesDue - best.StripesHeld + margin;
            if (isBetter && !except.Contains(candidate))
                best = candidate;
        }

        return best;
    }

    private static bool Contains(IReadOnlyList<Receiver> candidates, Receiver receiver)
    {
        foreach (Receiver candidate in candidates)
        {
            if (candidate == receiver)
                return true;
        }

        return false;
    }
}
