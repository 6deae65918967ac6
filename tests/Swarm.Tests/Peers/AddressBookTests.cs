using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;

namespace ScreenShare.Swarm.Tests.Peers;

public sealed class AddressBookTests
{
    private static readonly PeerAddress First = Host(1);
    private static readonly PeerAddress Second = Host(2);
    private static readonly HostKey Teller = HostKey.Of(Host(0x0900_0000));

    private readonly AddressBook _book = new(new Random(1));

    [Fact]
    public void An_address_that_failed_waits_twice_as_long_each_time()
    {
        Hear(First);
        _book.HandleFailed(First, Instant.Zero);
        Assert.False(CanDraw(After(0.3)));
        Assert.True(CanDraw(After(0.7)));

        _book.HandleFailed(First, After(1));
        _book.HandleFailed(First, After(1));
        Assert.False(CanDraw(After(2.4)));
        Assert.True(CanDraw(After(3.6)));
    }

    [Fact]
    public void A_full_node_is_left_alone_for_longer_after_each_refusal_though_it_answers_each_time()
    {
        var waits = new List<double>();
        Instant now = Instant.Zero;
        for (int i = 0; i < 5; i++)
        {
            _book.HandleConnected(First, now);
            _book.HandleFull(First, now);
            double wait = 0;
            while (!CanDraw(now + TimeSpan.FromSeconds(wait)))
                wait += 0.1;
            waits.Add(wait);
            now += TimeSpan.FromSeconds(wait);
        }

        Assert.InRange(waits[0], 2, 4);
        Assert.InRange(waits[1], 4, 8);
        Assert.InRange(waits[4], 20, 40);
    }

    [Fact]
    public void An_address_that_answered_is_no_longer_held_to_its_failures()
    {
        Hear(First);
        for (int i = 0; i < 5; i++)
            _book.HandleFailed(First, Instant.Zero);
        Assert.Equal(0, _book.CountAlive());

        _book.HandleConnected(First, Instant.Zero);
        Assert.Equal(1, _book.CountAlive());
    }

    [Fact]
    public void A_second_address_of_a_known_node_is_not_counted_and_not_dialled_for_a_while()
    {
        Hear(First);
        _book.HandleAlias(Second, After(10), Instant.Zero);

        Assert.Equal(1, _book.CountAlive());
        Assert.True(_book.TryDraw(Instant.Zero, _ => true, out BookEntry? drawn));
        Assert.Equal(First, drawn!.Address);
        Assert.False(_book.TryDraw(Instant.Zero, entry => entry.Address != First, out _));
    }

    [Fact]
    public void However_many_are_told_a_bounded_number_is_kept_and_half_the_book_is_for_what_was_proven()
    {
        for (uint i = 1; i <= 3 * SwarmLimits.BookAddressesMax; i++)
            Hear(Host(i));
        Assert.Equal(SwarmLimits.HearsayMax, _book.Count);

        for (uint i = 1; i <= 2 * SwarmLimits.BookAddressesMax; i++)
            _book.HandleConnected(Host(0x0500_0000 + i), Instant.Zero);
        Assert.Equal(SwarmLimits.BookAddressesMax, _book.Count);
    }

    [Fact]
    public void Of_one_host_a_bounded_number_of_unproven_addresses_is_kept_whoever_names_them()
    {
        for (ushort port = 2000; port < 4000; port++)
            _book.Add(PeerAddress.FromIPv4(7, port), AddressOrigin.Heard, HostKey.Of(Host(port)), Instant.Zero);

        Assert.Equal(SwarmLimits.HearsayPerHostMax, _book.Count);
    }

    [Fact]
    public void Who_tells_of_thousands_pushes_out_its_own_and_hardly_what_others_told()
    {
        for (uint i = 1; i <= 100; i++)
            _book.Add(Host(i), AddressOrigin.Heard, HostKey.Of(Host(0x0800_0000 + i)), Instant.Zero);
        _book.HandleConnected(Second, Instant.Zero);

        for (uint i = 0; i < 20_000; i++)
            Hear(Host(0x0600_0000 + i));

        int kept = Enumerable.Range(1, 100).Count(i => _book.Contains(Host((uint)i)));
        Assert.True(kept >= 95, $"{kept} of 100 are left");
        Assert.True(_book.Contains(Second));
    }

    [Fact]
    public void What_the_user_gave_has_a_place_in_a_book_full_of_proven_addresses_and_keeps_it()
    {
        for (uint i = 1; i <= SwarmLimits.BookAddressesMax; i++)
            _book.HandleConnected(Host(0x0500_0000 + i), Instant.Zero);

        Assert.True(_book.Add(First, AddressOrigin.Given, Teller, Instant.Zero));
        for (int i = 0; i < 20; i++)
            _book.HandleFailed(First, Instant.Zero);
        _book.Age(isAlone: false, _ => false, After(1_000_000));

        Assert.True(_book.Contains(First));
    }

    [Fact]
    public void Trusted_addresses_are_drawn_before_hearsay()
    {
        for (uint i = 10; i < 60; i++)
            Hear(Host(i));
        _book.HandleConnected(First, Instant.Zero);
        _book.Add(Second, AddressOrigin.Given, Teller, Instant.Zero);

        for (int i = 0; i < 20; i++)
        {
            Assert.True(_book.TryDraw(Instant.Zero, _ => true, out BookEntry? drawn));
            Assert.Contains(drawn!.Address, new[] { First, Second });
        }

        Assert.True(_book.TryDraw(Instant.Zero, entry => !entry.IsTrusted, out _));
    }

    [Fact]
    public void Only_what_a_connection_has_shown_is_passed_on()
    {
        Hear(First);
        _book.Add(Second, AddressOrigin.Named, HostKey.Of(Second), Instant.Zero);
        _book.HandleConnected(Host(3), Instant.Zero);

        var sample = new List<PeerAddress>();
        _book.FillSample(sample, 50, _ => true);

        Assert.Equal([Second, Host(3)], sample.Order());
    }

    [Fact]
    public void What_nobody_names_any_more_is_forgotten_and_what_was_proven_later()
    {
        Hear(First);
        _book.HandleConnected(Second, Instant.Zero);

        _book.Age(isAlone: true, _ => false, Instant.Zero + SwarmLimits.HearsayKept + TimeSpan.FromSeconds(1));
        Assert.False(_book.Contains(First));
        Assert.True(_book.Contains(Second));

        Instant late = Instant.Zero + SwarmLimits.ProvenAddressKept + TimeSpan.FromSeconds(1);
        _book.Age(isAlone: true, address => address == Second, late);
        Assert.True(_book.Contains(Second));
        _book.Age(isAlone: true, _ => false, late);
        Assert.False(_book.Contains(Second));
    }

    [Fact]
    public void Addresses_that_keep_failing_are_given_up_but_not_by_one_that_reaches_nobody()
    {
        Hear(First);
        _book.HandleConnected(Second, Instant.Zero);
        for (int i = 0; i < SwarmLimits.ProvenFailuresMax; i++)
        {
            _book.HandleFailed(First, Instant.Zero);
            _book.HandleFailed(Second, Instant.Zero);
        }

        _book.Age(isAlone: true, _ => false, Instant.Zero);
        Assert.Equal(2, _book.Count);
        _book.Age(isAlone: false, _ => false, Instant.Zero);
        Assert.Equal(0, _book.Count);
    }

    [Fact]
    public void An_address_without_a_port_cannot_be_dialled_and_is_not_kept() =>
        Assert.False(_book.Add(PeerAddress.FromIPv4(1, 0), AddressOrigin.Heard, Teller, Instant.Zero));

    private static PeerAddress Host(uint number) => PeerAddress.FromIPv4(number, 2000);

    private static Instant After(double seconds) => Instant.Zero + TimeSpan.FromSeconds(seconds);

    private void Hear(PeerAddress address) => _book.Add(address, AddressOrigin.Heard, Teller, Instant.Zero);

    private bool CanDraw(Instant now) => _book.TryDraw(now, _ => true, out _);
}
