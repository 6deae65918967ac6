using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Trees;

namespace ScreenShare.Swarm.Tests.Download;

public sealed class ClaimsTests
{
    [Fact]
    public void What_was_given_up_while_it_was_claimed_can_be_wanted_anew_once_it_is_rejected()
    {
        var fixture = new QueueFixture("*");
        var claims = new Claims(
            fixture.Neighbours, fixture.Queue, new StandingRequests(fixture.Neighbours, new StandingNews(), new Random(1)),
            new DownloadLimit(null, Instant.Zero), new Random(1), maySteal: true);
        claims.Wake();
        claims.Fill(Instant.Zero);
        Assert.Single(fixture.Peer(1).Pipeline.Requests);
        fixture.Download.UnwantFree();

        Assert.True(claims.HandleReject(fixture.Peer(1), QueueFixture.Chunk(0)));

        Assert.Empty(fixture.Queue.Downloads);
    }
}
