using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Trees;

/// <summary>
/// Which neighbours are served with which stripes, of those that ask for them. All are told beforehand what would be refused to them. A
/// child that can pass nothing on gives way to a neighbour that can, so that the places near the source are worth most. A node that many
/// wait for there sends the children of its other stripes away, one after the other.
/// <code>
/// refused --room, or a child gives way--> offered --it asks--> served --an heir asks, or sent away--> gives way --time is up--> refused
/// </code>
/// </summary>
internal sealed class ServedStripes(Neighbours neighbours)
{
    /// <summary>Who gives way is served for so long meanwhile.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(600);

    /// <summary>Whoever has had no parent for so long has asked all its neighbours.</summary>
    private static readonly TimeSpan LostLong = TimeSpan.FromSeconds(1);

    /// <summary>So that those sent away do not all go to the same neighbour.</summary>
    private static readonly TimeSpan SendAwayEvery = TimeSpan.FromMilliseconds(100);

    private readonly PeerSession?[] _offeredTo = new PeerSession?[Stripes.Count];
    private Instant _lookedAt;
    private Instant _sentAwayAt;

    public ServingRoom Room { get; } = new();

    public StripeSet PassedOn => Room.PassedOn;

    /// <summary>What is told of how much this node serves; 255: or more.</summary>
    public byte Burden => (byte)Math.Min(Room.ServedOfAll, byte.MaxValue);

    public int ChildrenOf(int stripe) => Room.ChildrenOf(stripe);

    /// <summary>
    /// Looks who has had no parent for long, whose notice is over, and who is to look elsewhere. True when somebody is found.
    /// </summary>
    public bool HandleTick(Instant now)
    {
        bool isAny = TrySendAway(now) || IsNoticeOver(now);
        if (now - _lookedAt < LostLong) return isAny;
        _lookedAt = now;
        foreach (PeerSession peer in neighbours.All)
        {
            StripeSet lost = peer.IsLive && (peer.Standing.Theirs.TakesOffers || peer.Standing.Theirs.Chooses)
                ? peer.Standing.Theirs.Depths.Lost
                : default;
            peer.Standing.Child.HandleLost(lost);
            isAny |= !peer.Standing.Child.LostLong.IsEmpty;
        }

        return isAny;
    }

    /// <summary>Takes up what neighbours have asked for, as far as there is room or somebody gives way.</summary>
    /// <param name="depths">Of this node.</param>
    public void Update(StripeDepths depths, Instant now)
    {
        Recount(depths, now);
        foreach (PeerSession peer in neighbours.All)
        {
            StripeSet has = peer.Standing.Child.IsServed.Or(peer.Standing.Child.GivesWay);
            StripeSet asked = peer.IsLive ? peer.Standing.Theirs.Wanted.Without(has) : default;
            for (int i = 0; i < Stripes.Count && !asked.IsEmpty; i++)
            {
                if (!asked[i] || (!HasRoomFor(peer, i, isOffered: !peer.Standing.Ours.Refused[i]) && !TryDisplace(peer, i, now))) continue;
                peer.Standing.Child.Serve(i);
                Room.Add(i, 1);
            }
        }

        for (int i = 0; i < Stripes.Count; i++)
            _offeredTo[i] = FindChildToGiveWay(i) is null ? null : FindHeir(i);
    }

    public StripeSet RefusedTo(PeerSession peer)
    {
        StripeSet refused = default;
        for (int i = 0; i < Stripes.Count; i++)
        {
            if (!peer.Standing.Child.IsServed[i] && !HasRoomFor(peer, i, isOffered: false) && _offeredTo[i] != peer)
                refused = refused.With(i);
        }

        return refused;
    }

    public void CheckInvariants()
    {
        Room.CheckInvariants();
        for (int i = 0; i < Stripes.Count; i++)
            Invariant.Counted(Room.ChildrenOf(i), neighbours.All.Count(peer => IsServed(peer, i)), $"Neighbours served with stripe {i}");
    }

    private static bool IsServed(PeerSession peer, int stripe) => peer.IsLive && peer.Standing.Child.IsServed[stripe];

    private bool IsNoticeOver(Instant now)
    {
        foreach (PeerSession peer in neighbours.All)
        {
            if (peer.Standing.Child.IsNoticeOver(now)) return true;
        }

        return false;
    }

    private void Recount(StripeDepths depths, Instant now)
    {
        Room.Clear(depths);
        foreach (PeerSession peer in neighbours.All)
        {
            if (!peer.IsLive) continue;
            peer.Standing.Child.Keep(peer.Standing.Theirs.Wanted, now);
            for (int i = 0; i < Stripes.Count; i++)
            {
                if (peer.Standing.Child.IsServed[i]) Room.Add(i, 1);
            }
        }
    }

    private bool HasRoomFor(PeerSession peer, int stripe, bool isOffered)
    {
        int itsDepth = peer.Standing.Theirs.Depths[stripe];
        bool isLost = itsDepth == StripeDepths.None && !Room.IsHalfFull;
        // For one that is nearer the question is whether this node would pass on what it got from there.
        return Room.HasRoom(stripe, itsDepth + 1, isUrgent: isOffered || isLost || peer.Standing.Child.LostLong[stripe]);
    }

    private bool TryDisplace(PeerSession heir, int stripe, Instant now)
    {
        if ((_offeredTo[stripe] != heir && !IsHeir(heir, stripe)) || FindChildToGiveWay(stripe) is not { } child) return false;
        child.Standing.Child.GiveNotice(stripe, now + Notice);
        Room.Add(stripe, -1);
        return true;
    }

    /// <summary>Once each: who comes back has found nobody else.</summary>
    private bool TrySendAway(Instant now)
    {
        if (!Room.IsForNear || now - _sentAwayAt < SendAwayEvery || FindToSendAway() is not var (child, stripe)) return false;
        _sentAwayAt = now;
        child.Standing.Child.SendAway(stripe, now + Notice);
        Room.Add(stripe, -1);
        return true;
    }

    /// <summary>Of the stripe with fewest children first: a place nearer to the source is free when the last has gone.</summary>
    private (PeerSession Child, int Stripe)? FindToSendAway()
    {
        (PeerSession, int)? found = null;
        int fewest = int.MaxValue;
        for (int stripe = 0; stripe < Stripes.OfChunks; stripe++)
        {
            bool isFewer = Room.DepthOf(stripe) > 1 && Room.ChildrenOf(stripe) < fewest;
            if (isFewer && FindToSendAway(stripe) is { } child) (found, fewest) = ((child, stripe), Room.ChildrenOf(stripe));
        }

        return found;
    }

    private PeerSession? FindToSendAway(int stripe)
    {
        foreach (PeerSession peer in neighbours.All)
        {
            if (peer.IsLive && peer.Standing.Child.IsServed[stripe] && !peer.Standing.Child.SentAway[stripe]) return peer;
        }

        return null;
    }

    /// <summary>A child that passes on nothing of a stripe, nor could.</summary>
    private PeerSession? FindChildToGiveWay(int stripe)
    {
        foreach (PeerSession peer in neighbours.All)
        {
            Standing theirs = peer.Standing.Theirs;
            if (peer.IsLive && peer.Standing.Child.IsServed[stripe] && !theirs.PassedOn[stripe] && theirs.Refused[stripe]) return peer;
        }

        return null;
    }

    private PeerSession? FindHeir(int stripe)
    {
        PeerSession? best = null;
        foreach (PeerSession peer in neighbours.All)
        {
            if (IsHeir(peer, stripe) && !(peer.Standing.Theirs.Burden >= best?.Standing.Theirs.Burden)) best = peer;
        }

        return best;
    }

    /// <summary>One that would come nearer to the source, and has room to pass it on, or does already.</summary>
    private bool IsHeir(PeerSession peer, int stripe)
    {
        Standing theirs = peer.Standing.Theirs;
        return peer.IsLive && !peer.Standing.Child.IsServed[stripe] && theirs.TakesOffers
            && theirs.Depths[stripe] > Room.DepthOf(stripe) + 1 && (theirs.PassedOn[stripe] || !theirs.Refused[stripe]);
    }
}
