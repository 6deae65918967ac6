using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;

namespace ScreenShare.Swarm.Tests.Peers;

public sealed class AddressBookTests
{
    private static readonly PeerAddress First = PeerAddress.FromIPv4(1, 1);
    private static readonly PeerAddress Second = PeerAddress.FromIPv4(2, 1);

    private readonly AddressBook _book = new(new Random(1));

    [Fact]
    public void An_address_that_failed_waits_twice_as_long_each_time()
    {
        _book.Add(First);
        _book.HandleFailed(First, Instant.Zero);
        Assert.False(CanDraw(After(0.3)));
        Assert.True(CanDraw(After(0.7)));

        _book.HandleFailed(First, After(1));
        _book.HandleFailed(First, After(1));
        Assert.False(CanDraw(After(2.4)));
        Assert.True(CanDraw(After(3.6)));
    }

    [Fact]
    public void An_address_that_answered_is_no_longer_held_to_its_failures()
    {
        _book.Add(First);
        for (int i = 0; i < 5; i++)
            _book.HandleFailed(First, Instant.Zero);
        Assert.Equal(0, _book.CountAlive());

        _book.HandleConnected(First);
        Assert.Equal(1, _book.CountAlive());
    }

    [Fact]
    public void A_second_address_of_a_known_node_is_not_counted_and_not_dialled_for_a_while()
    {
        _book.Add(First);
        _book.HandleAlias(Second, After(10));

        Assert.Equal(1, _book.CountAlive());
        Assert.True(_book.TryDraw(Instant.Zero, _ => true, out PeerAddress drawn));
        Assert.Equal(First, drawn);
        Assert.False(_book.TryDraw(Instant.Zero, address => address != First, out _));
    }

    [Fact]
    public void However_many_are_told_a_bounded_number_is_kept()
    {
        for (uint i = 0; i < 3 * SwarmLimits.BookAddressesMax; i++)
            _book.Add(PeerAddress.FromIPv4(i, 1));

        Assert.Equal(SwarmLimits.BookAddressesMax, _book.Count);
    }

    [Fact]
    public void An_address_without_a_port_cannot_be_dialled_and_is_not_kept() =>
        Assert.False(_book.Add(PeerAddress.FromIPv4(1, 0)));

    private static Instant After(double seconds) => Instant.Zero + TimeSpan.FromSeconds(seconds);

    private bool CanDraw(Instant now) => _book.TryDraw(now, _ => true, out _);
}
