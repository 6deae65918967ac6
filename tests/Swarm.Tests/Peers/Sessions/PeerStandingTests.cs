using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Peers.Sessions;

/// <summary>For which stripes a neighbour is asked no more when it has been too slow with some.</summary>
public sealed class PeerStandingTests
{
    private static readonly Instant Later = Instant.Zero + TimeSpan.FromSeconds(30);

    private readonly PeerStanding _standing = new();

    [Fact]
    public void One_broken_promise_costs_that_stripe_alone()
    {
        _standing.HandleBroken(3, hasSentSome: false, Later);

        Assert.Equal("...x.............", Avoided());
    }

    [Fact]
    public void Who_has_kept_none_of_two_promises_is_asked_for_nothing()
    {
        _standing.HandleBroken(3, hasSentSome: false, Later);
        _standing.HandleBroken(7, hasSentSome: false, Later);

        Assert.Equal("xxxxxxxxxxxxxxxxx", Avoided());
    }

    [Fact]
    public void Who_has_sent_some_was_only_slow()
    {
        _standing.HandleBroken(3, hasSentSome: true, Later);
        _standing.HandleBroken(7, hasSentSome: true, Later);
        _standing.HandleBroken(9, hasSentSome: false, Later);

        Assert.Equal("...x...x.x.......", Avoided());
    }

    [Fact]
    public void It_takes_two_more_once_it_has_been_given_up()
    {
        _standing.HandleBroken(3, hasSentSome: false, Later);
        _standing.HandleBroken(7, hasSentSome: false, Later);
        Array.Fill(_standing.AvoidUntil, Instant.Zero); // the time is over

        _standing.HandleBroken(4, hasSentSome: false, Later);

        Assert.Equal("....x............", Avoided());
    }

    private string Avoided() =>
        string.Concat(Enumerable.Range(0, Stripes.Count).Select(stripe => _standing.AvoidUntil[stripe] == Later ? 'x' : '.'));
}
