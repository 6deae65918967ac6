using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Peers;

/// <summary>Who is dialled, and how fast.</summary>
public sealed class DiallingTests
{
    private const int Wanted = 8;

    private readonly Neighbours _neighbours = new();
    private readonly AddressBook _book = new(new Random(1));
    private readonly Dialling _dialling;
    private Instant _now = Instant.Zero + TimeSpan.FromMinutes(1);
    private int _last;

    public DiallingTests() => _dialling = new Dialling(Wanted, _neighbours, _book, new AddressRules());

    [Fact]
    public void Neighbours_that_only_sit_here_do_not_count()
    {
        for (int i = 0; i < 40; i++)
            Connect(ConnectionSide.Accepted);
        HearHosts(20);

        Assert.Equal(Wanted, Dial().Count);
    }

    [Fact]
    public void However_much_others_deliver_half_of_the_neighbours_are_ours()
    {
        for (int i = 0; i < 40; i++)
            Connect(ConnectionSide.Accepted).Conduct.DeliveredAt = _now;
        HearHosts(20);

        Assert.Equal(Wanted / 2, Dial().Count);
    }

    [Fact]
    public void Who_has_enough_that_were_dialled_dials_nobody()
    {
        for (int i = 0; i < Wanted; i++)
            Connect(ConnectionSide.Dialled);
        HearHosts(20);

        Assert.Empty(Dial());
    }

    [Fact]
    public void Ports_of_one_host_that_nobody_has_proven_are_tried_at_a_bounded_pace()
    {
        for (ushort port = 2000; port < 2064; port++)
            _book.Add(PeerAddress.FromIPv4(7, port), AddressOrigin.Heard, HostKey.Of(Host(1)), _now);

        Assert.Equal(8, DialAndFail(TimeSpan.Zero));
        Assert.InRange(DialAndFail(TimeSpan.FromSeconds(10)), 18, 20);
    }

    [Fact]
    public void Hosts_that_nobody_has_proven_are_tried_at_fewer_than_ten_a_second()
    {
        HearHosts(500);

        int dials = DialAndFail(TimeSpan.FromSeconds(10));
        Assert.InRange(dials, 80, 100);
    }

    [Fact]
    public void Proven_addresses_of_one_machine_are_all_tried_at_once()
    {
        for (ushort port = 2000; port < 2060; port++)
            _book.HandleConnected(PeerAddress.FromIPv4(7, port), _now);

        Assert.Equal(60, DialAndFail(TimeSpan.Zero));
    }

    [Fact]
    public void Where_it_was_told_a_thousand_hosts_the_pace_keeps_a_bounded_account()
    {
        var pace = new DialPace();
        int taken = 0;
        for (uint host = 1; host < 10_000; host++, _now += TimeSpan.FromMilliseconds(20))
        {
            if (!pace.Allows(Host(host), _now)) continue;
            pace.Take(Host(host), _now);
            taken++;
        }

        Assert.InRange(taken, 1150, 1300); // six a second for 200 s
    }

    private int DialAndFail(TimeSpan span)
    {
        int dials = 0;
        for (Instant end = _now + span; _now <= end; _now += TimeSpan.FromMilliseconds(50))
        {
            for (List<PeerAddress> dialled = Dial(); dialled.Count > 0; dialled = Dial())
            {
                dials += dialled.Count;
                foreach (PeerAddress address in dialled)
                {
                    _dialling.HandleFailed(address, _now);
                    _book.Avoid(address, _now + TimeSpan.FromHours(1), _now);
                }
            }
        }

        return dials;
    }

    private List<PeerAddress> Dial()
    {
        _dialling.Wake();
        _dialling.Dial(_now);
        var dialled = new List<PeerAddress>();
        while (_dialling.TryTake(out PeerAddress address))
            dialled.Add(address);
        return dialled;
    }

    private void HearHosts(uint count)
    {
        for (uint i = 0; i < count; i++)
            _book.Add(Host(0x0B00_0000 + i), AddressOrigin.Heard, HostKey.Of(Host(1)), _now);
    }

    private PeerSession Connect(ConnectionSide side)
    {
        var peer = new PeerSession(new ConnectionId(++_last), Host((uint)_last), side, _now) { Phase = PeerPhase.Open };
        _neighbours.Add(peer);
        return peer;
    }

    private static PeerAddress Host(uint number) => PeerAddress.FromIPv4(number, 2000);
}
