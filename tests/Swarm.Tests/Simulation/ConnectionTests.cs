using ScreenShare.Simulator.Network;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Tests.Simulation;

public sealed class ConnectionTests
{
    private static readonly HostLink Near = new() { Delay = TimeSpan.FromMilliseconds(10) };

    private readonly TwoHosts _hosts = new(Near, Near);

    [Fact]
    public void The_dialler_is_connected_after_a_round_trip_and_the_listener_half_a_round_trip_later()
    {
        _hosts.Connect(_hosts.Left, _hosts.Right);

        Assert.Equal(
            [(40, _hosts.Left, ConnectionSide.Dialled), (60, _hosts.Right, ConnectionSide.Accepted)],
            _hosts.Log.Select(told => ((told.At - Instant.Zero).TotalMilliseconds, told.Host, told.Side)));
    }

    [Fact]
    public void A_dial_to_nobody_is_refused_after_a_round_trip()
    {
        _hosts.Network.Dial(_hosts.Left, PeerAddress.FromIPv4(0x0B00_0001, 1));
        _hosts.RunFor(1000);

        Assert.Equal((OccurrenceKind.DialFailed, 40.0), Only());
    }

    [Fact]
    public void A_dial_to_a_host_that_died_silently_fails_by_timeout()
    {
        _hosts.Network.SilentDeath(_hosts.Right);

        _hosts.Network.Dial(_hosts.Left, _hosts.Network.AddressOf(_hosts.Right));
        _hosts.RunFor(10_000);

        Assert.Equal((OccurrenceKind.DialFailed, 3040.0), Only());
    }

    [Fact]
    public void A_close_is_told_after_all_that_was_sent_before()
    {
        ConnectionId connection = _hosts.Connect(_hosts.Left, _hosts.Right).Dialler;

        _hosts.Network.Send(_hosts.Left, connection, new byte[5000]);
        _hosts.Network.Close(_hosts.Left, connection);
        _hosts.Network.Send(_hosts.Left, connection, new byte[5000]);
        _hosts.RunFor(1000);

        Assert.Equal(5000, _hosts.ReceivedBytes(_hosts.Right));
        Assert.Equal((OccurrenceKind.Closed, _hosts.Right), (_hosts.Log[^1].Kind, _hosts.Log[^1].Host));
        Assert.Single(_hosts.Log, told => told.Kind == OccurrenceKind.Closed);
        Assert.Equal(0, _hosts.Network.OutstandingBatches);
    }

    [Fact]
    public void A_reset_is_told_to_the_other_side_after_a_one_way_delay()
    {
        _hosts.Connect(_hosts.Left, _hosts.Right);
        Instant killed = _hosts.Network.Now;

        _hosts.Network.Reset(_hosts.Left);
        _hosts.RunFor(1000);

        Assert.Equal((OccurrenceKind.Closed, _hosts.Right), (_hosts.Log[^1].Kind, _hosts.Log[^1].Host));
        Assert.Equal(20, (_hosts.Log[^1].At - killed).TotalMilliseconds);
    }

    [Fact]
    public void A_silent_death_is_told_to_nobody_and_shuts_the_senders_window()
    {
        ConnectionId connection = _hosts.Connect(_hosts.Left, _hosts.Right).Dialler;
        _hosts.Network.SilentDeath(_hosts.Right);
        int before = _hosts.Log.Count;

        for (int i = 0; i < 100; i++)
            _hosts.Network.Send(_hosts.Left, connection, new byte[100_000]);
        _hosts.RunFor(TimeSpan.FromMinutes(1));

        Assert.All(_hosts.Log.Skip(before), told => Assert.Equal(OccurrenceKind.Sent, told.Kind));
        Assert.InRange(_hosts.Log.Count - before, 1, 42); // WindowBytesMax is 4 MiB
    }

    [Fact]
    public void What_meets_a_cut_path_comes_in_order_once_it_heals()
    {
        ConnectionId connection = _hosts.Connect(_hosts.Left, _hosts.Right).Dialler;
        var sent = new byte[50_000];
        new Random(3).NextBytes(sent);

        _hosts.Network.Send(_hosts.Left, connection, sent.AsSpan(0, 20_000)); // on its way when the path is cut
        _hosts.RunFor(1);
        _hosts.Network.Cut(_hosts.Left, _hosts.Right);
        _hosts.Network.Send(_hosts.Left, connection, sent.AsSpan(20_000, 20_000));
        _hosts.RunFor(1000);
        Assert.Equal(0, _hosts.ReceivedBytes(_hosts.Right));

        _hosts.Network.Heal(_hosts.Left, _hosts.Right);
        Instant healed = _hosts.Network.Now;
        _hosts.RunFor(1);
        _hosts.Network.Send(_hosts.Left, connection, sent.AsSpan(40_000)); // would overtake what is sent again
        _hosts.RunFor(1000);
        Assert.Equal(sent, _hosts.Received(_hosts.Right));
        Told first = _hosts.Log.First(told => told.Kind == OccurrenceKind.Received);
        Assert.Equal(45, (first.At - healed).TotalMilliseconds); // a round trip and the margin
    }

    [Fact]
    public void A_cut_leaves_other_paths_alone()
    {
        HostId third = _hosts.Add(Near);
        ConnectionId connection = _hosts.Connect(_hosts.Left, third).Dialler;
        _hosts.Network.Cut(_hosts.Left, _hosts.Right);

        _hosts.Network.Send(_hosts.Left, connection, [1]);
        _hosts.RunFor(100);

        Assert.Equal(1, _hosts.ReceivedBytes(third));
    }

    [Fact]
    public void An_alarm_rings_once_at_its_time_and_an_earlier_one_replaces_it()
    {
        _hosts.Network.SetAlarm(_hosts.Left, Instant.Zero + TimeSpan.FromMilliseconds(70));
        _hosts.Network.SetAlarm(_hosts.Left, Instant.Zero + TimeSpan.FromMilliseconds(30));
        _hosts.RunFor(1000);

        Assert.Equal((OccurrenceKind.Alarm, 30.0), Only());
    }

    private (OccurrenceKind Kind, double Milliseconds) Only()
    {
        Told told = Assert.Single(_hosts.Log);
        return (told.Kind, (told.At - Instant.Zero).TotalMilliseconds);
    }
}
