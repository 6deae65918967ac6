namespace ScreenShare.Swarm.Dht;

internal enum CandidateState
{
    /// <summary>Somebody named it.</summary>
    Heard = 0,
    Asked,

    /// <summary>Asked, and late with its answer.</summary>
    Late,
    Answered,
    Silent,
}

/// <summary>A node that a lookup has heard of.</summary>
internal sealed class Candidate(DhtContact contact)
{
    public DhtContact Contact { get; } = contact;

    public CandidateState State { get; private set; }

    /// <summary>What it wants to see with an announcement; null: it has given none.</summary>
    public byte[]? Token { get; private set; }

    public void Become(CandidateState state, byte[]? token = null) => (State, Token) = (state, token ?? Token);
}
