using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// The standing requests between this node and one peer, both ways. Each part is written by one type alone; all may read it
/// (tests/House.Tests).
/// </summary>
internal sealed class PeerStanding
{
    /// <summary>What the peer says; written by <c>StandingExchange</c>.</summary>
    public HeardStanding Heard { get; } = new();

    /// <summary>What it is told; written by <c>StandingExchange</c>.</summary>
    public ToldStanding Told { get; } = new();

    /// <summary>How it keeps what it promises; written by <c>StandingStripe</c>.</summary>
    public KeptPromises Promises { get; } = new();

    /// <summary>What it is served with; written by <c>ServedStripes</c>.</summary>
    public ServedChild Child { get; } = new();

    /// <summary>Of which frames it is told later; written by <c>Announcer</c>.</summary>
    public UntoldFrames Untold { get; } = new();

    /// <summary>What it sent by a standing request, and what that was worth; written by <c>UnaskedPieces</c>.</summary>
    public UnaskedBytes Unasked { get; } = new();

    /// <summary>What the peer said last.</summary>
    public Standing Theirs => Heard.Last;

    /// <summary>What it was told last.</summary>
    public Standing Ours => Told.Last;

    /// <summary>What belongs to these is sent to the peer as soon as it is here.</summary>
    public StripeSet Served => Theirs.Wanted.Without(Ours.Refused.Without(Child.GivesWay));
}
