using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Upload;

/// <summary>Whom the source gives which stripes.</summary>
public sealed class SourceSpreadTests
{
    private readonly Neighbours _neighbours = new();
    private readonly SourceSpread _spread;

    public SourceSpreadTests()
    {
        var standing = new StandingRequests(_neighbours, isSource: true, new Random(1));
        var uploader = new Uploader(_neighbours, new ChunkStore(), limitBytesPerSecond: null, Instant.Zero);
        var announcer = new Announcer(_neighbours, uploader, standing, isSource: true);
        _spread = new SourceSpread(_neighbours, announcer, uploader, standing);
    }

    [Fact]
    public void Newcomers_far_away_keep_their_stripes_until_they_can_have_told_of_their_company()
    {
        PeerSession near = Join();
        PeerSession far = Join();
        StripeSet given = far.Standing.Given;
        Assert.False(given.IsEmpty);

        near.Company = 1;
        _spread.HandleStanding(At(0.4));
        _spread.HandleStanding(At(0.99));
        Assert.Equal(given, far.Standing.Given);

        far.Company = 1;
        _spread.HandleStanding(At(1.1));
        Assert.Equal(given, far.Standing.Given);
    }

    [Fact]
    public void Who_knows_nobody_else_is_given_no_stripes()
    {
        PeerSession near = Join();
        PeerSession alone = Join();

        (near.Company, alone.Company) = (1, 0);
        _spread.HandleStanding(At(1.1));

        Assert.True(alone.Standing.Given.IsEmpty);
        Assert.Equal(StripeSet.All, near.Standing.Given);
    }

    private static Instant At(double seconds) => Instant.Zero + TimeSpan.FromSeconds(seconds);

    private PeerSession Join()
    {
        int number = _neighbours.Count + 1;
        var peer = new PeerSession(new ConnectionId(number), PeerAddress.FromIPv4((uint)number, 1), ConnectionSide.Accepted, Instant.Zero)
        {
            Phase = PeerPhase.Open,
            Writer = new LiveMessageWriter(1),
        };
        peer.Standing.Theirs = peer.Standing.Theirs with { TakesOffers = true };
        _neighbours.Add(peer);
        _spread.HandlePeerOpen(peer, session: null, Instant.Zero);
        return peer;
    }
}
