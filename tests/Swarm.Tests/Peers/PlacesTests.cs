using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Peers;

/// <summary>Who keeps a place when there are too few.</summary>
public sealed class PlacesTests
{
    private const int Max = 10;

    private readonly Neighbours _neighbours = new();
    private readonly Places _places = new(Max, new Random(1));
    private Instant _now = Instant.Zero + TimeSpan.FromMinutes(1);
    private int _last;

    [Fact]
    public void While_there_is_room_twenty_of_one_host_are_as_welcome_as_twenty_of_twenty()
    {
        for (int i = 0; i < Max; i++)
            Assert.True(Admit(host: 1, out PeerSession? givesWay) && givesWay is null);
    }

    [Fact]
    public void Those_that_we_dialled_take_no_place_of_those_that_dial_us()
    {
        for (int i = 0; i < Max; i++)
            Connect(host: i, ConnectionSide.Dialled);

        Assert.True(Admit(host: 99, out PeerSession? givesWay));
        Assert.Null(givesWay);
    }

    [Fact]
    public void Who_has_said_nothing_of_the_stream_gives_way_the_longest_there_first()
    {
        List<PeerSession> idle = Fill(host: 1, speaks: false);
        Wait(1.1);

        Assert.True(Admit(host: 1, out PeerSession? first));
        Assert.Same(idle[0], first);
    }

    [Fact]
    public void Who_has_only_just_come_is_given_time_to_speak()
    {
        Fill(host: 1, speaks: false, hosts: Max);
        Wait(0.5);

        Assert.False(Admit(host: 99, out _));
    }

    [Fact]
    public void Neighbours_of_many_hosts_that_take_part_do_not_give_way_to_newcomers()
    {
        List<PeerSession> all = Fill(host: 1, speaks: true, hosts: Max);
        Wait(100);
        foreach (PeerSession peer in all)
            peer.Conduct.TookAt = _now;

        Assert.False(Admit(host: 99, out _));
    }

    [Fact]
    public void Of_as_many_hosts_as_places_one_that_never_gave_nor_took_anything_gives_way()
    {
        List<PeerSession> all = Fill(host: 1, speaks: true, hosts: Max);
        Assert.False(Admit(host: 99, out _)); // they have only just come
        Wait(20);
        foreach (PeerSession peer in all.Skip(1))
            peer.Conduct.TookAt = _now;

        Assert.True(Admit(host: 99, out PeerSession? givesWay));
        Assert.Same(all[0], givesWay);
    }

    [Fact]
    public void The_host_with_most_places_gives_way_to_another_first_with_one_that_never_took_anything()
    {
        List<PeerSession> crowd = Fill(host: 1, speaks: true);
        Wait(20);
        foreach (PeerSession peer in crowd.Skip(1))
            peer.Conduct.TookAt = _now;

        Assert.True(Admit(host: 2, out PeerSession? givesWay));
        Assert.Same(crowd[0], givesWay);
    }

    [Fact]
    public void Those_that_delivered_lately_and_those_longest_there_keep_their_places()
    {
        List<PeerSession> crowd = Fill(host: 1, speaks: true);
        Wait(20);
        foreach (PeerSession peer in crowd)
            peer.Conduct.TookAt = _now;
        crowd[8].Conduct.DeliveredAt = crowd[9].Conduct.DeliveredAt = _now;

        var gave = new HashSet<PeerSession>();
        for (int i = 0; i < 200; i++, Wait(2))
        {
            if (Admit(host: 2, out PeerSession? givesWay, stays: false)) gave.Add(givesWay!);
            foreach (PeerSession peer in crowd)
                peer.Conduct.TookAt = _now;
            crowd[8].Conduct.DeliveredAt = crowd[9].Conduct.DeliveredAt = _now;
        }

        Assert.Equal([3, 4, 5, 6, 7, 8], gave.Select(peer => peer.Connection.Value).Order());
    }

    [Fact]
    public void Even_where_one_host_has_all_places_a_newcomer_of_that_host_finds_one_but_not_ten_at_once()
    {
        foreach (PeerSession peer in Fill(host: 1, speaks: true))
            peer.Conduct.TookAt = _now;
        Wait(20);

        int admitted = Enumerable.Range(0, 10).Count(_ => Admit(host: 1, out PeerSession? _, stays: false));
        Assert.Equal(4, admitted);
        Wait(2);
        Assert.True(Admit(host: 1, out _, stays: false));
    }

    [Fact]
    public void Of_too_many_handshakes_the_oldest_of_the_host_with_most_gives_way()
    {
        PeerSession honest = Connect(host: 9, ConnectionSide.Accepted);
        PeerSession oldest = Connect(host: 1, ConnectionSide.Accepted);
        for (int i = 2; i < SwarmLimits.HalfOpenMax; i++)
            Connect(host: 1, ConnectionSide.Accepted);
        Connect(host: 3, ConnectionSide.Dialled);
        Assert.Null(Places.HandshakeToEnd(_neighbours));

        Connect(host: 2, ConnectionSide.Accepted);
        Assert.Same(oldest, Places.HandshakeToEnd(_neighbours));
        Assert.NotSame(honest, oldest);
    }

    [Fact]
    public void Of_too_many_handshakes_of_as_many_hosts_the_oldest_gives_way_whatever_the_newcomers_address()
    {
        PeerSession oldest = Connect(host: 1000, ConnectionSide.Accepted);
        for (int i = 1; i < SwarmLimits.HalfOpenMax; i++)
            Connect(host: 1000 + i, ConnectionSide.Accepted);

        Connect(host: 1, ConnectionSide.Accepted);
        Assert.Same(oldest, Places.HandshakeToEnd(_neighbours));
    }

    private List<PeerSession> Fill(int host, bool speaks, int hosts = 1)
    {
        var filled = new List<PeerSession>();
        for (int i = 0; i < Max; i++)
        {
            Assert.True(Admit(host + (i % hosts), out _));
            PeerSession peer = _neighbours.All[^1];
            peer.Conduct.HasSpoken = speaks;
            filled.Add(peer);
        }

        return filled;
    }

    private bool Admit(int host, out PeerSession? givesWay, bool stays = true)
    {
        PeerSession newcomer = Connect(host, ConnectionSide.Accepted);
        newcomer.Phase = PeerPhase.Open;
        newcomer.Conduct.AdmittedAt = _now;
        bool placed = _places.TryPlace(_neighbours, newcomer, out givesWay, _now);
        if (placed && givesWay is not null && stays) _neighbours.Remove(givesWay.Connection);
        if (!placed || !stays) _neighbours.Remove(newcomer.Connection);
        return placed;
    }

    private PeerSession Connect(int host, ConnectionSide side)
    {
        var peer = new PeerSession(new ConnectionId(++_last), PeerAddress.FromIPv4((uint)host, (ushort)(2000 + _last)), side, _now);
        _neighbours.Add(peer);
        return peer;
    }

    private void Wait(double seconds) => _now += TimeSpan.FromSeconds(seconds);
}
