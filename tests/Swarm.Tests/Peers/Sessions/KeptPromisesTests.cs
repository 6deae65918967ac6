using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Peers.Sessions;

/// <summary>For which stripes a neighbour is asked no more when it has been too slow with some.</summary>
public sealed class KeptPromisesTests
{
    private static readonly Instant Later = Instant.Zero + TimeSpan.FromSeconds(30);

    private readonly KeptPromises _promises = new();

    [Fact]
    public void One_broken_promise_costs_that_stripe_alone()
    {
        _promises.HandleBroken(3, hasSentSome: false, Later);

        Assert.Equal("...x.............", Avoided());
    }

    [Fact]
    public void Who_has_kept_none_of_two_promises_is_asked_for_nothing()
    {
        _promises.HandleBroken(3, hasSentSome: false, Later);
        _promises.HandleBroken(7, hasSentSome: false, Later);

        Assert.Equal("xxxxxxxxxxxxxxxxx", Avoided());
    }

    [Fact]
    public void Who_has_sent_some_was_only_slow()
    {
        _promises.HandleBroken(3, hasSentSome: true, Later);
        _promises.HandleBroken(7, hasSentSome: true, Later);
        _promises.HandleBroken(9, hasSentSome: false, Later);

        Assert.Equal("...x...x.x.......", Avoided());
    }

    [Fact]
    public void It_takes_two_more_once_it_has_been_given_up()
    {
        _promises.HandleBroken(3, hasSentSome: false, Later);
        _promises.HandleBroken(7, hasSentSome: false, Later);
        _promises.AvoidAll(Instant.Zero); // the time is over

        _promises.HandleBroken(4, hasSentSome: false, Later);

        Assert.Equal("....x............", Avoided());
    }

    private string Avoided() =>
        string.Concat(Enumerable.Range(0, Stripes.Count).Select(stripe => _promises.AvoidUntil(stripe) == Later ? 'x' : '.'));
}
