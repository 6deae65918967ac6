using System.Text;
using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Tests.Dht;

/// <summary>One node among strangers who want it to grow, to flood somebody, or to believe them.</summary>
public sealed class DhtAbuseTests
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(0.1);

    private readonly Random _random = new(7);
    private readonly DhtNode _node;
    private readonly Dictionary<PeerAddress, long> _bytesTo = [];
    private Instant _now = new(TimeSpan.TicksPerDay);
    private int _longest;

    public DhtAbuseTests() => _node = new DhtNode(new DhtOptions(_random, NodeSecret.Seeded(_random)), _now);

    [Fact]
    public void Whoever_asks_ten_thousand_times_a_second_is_answered_for_a_moment_and_then_not_at_all()
    {
        PeerAddress victim = Stranger(1);
        Flood(10, _ => victim);
        long first = _bytesTo[victim];
        Assert.InRange(first, 1, 8_000);

        _bytesTo.Clear();
        Flood(10, _ => victim);
        Assert.Empty(_bytesTo);
        Assert.InRange(_longest, 1, 700);
    }

    [Fact]
    public void Answers_in_all_are_bounded_whoever_seems_to_ask()
    {
        Flood(20, number => Stranger(number));

        Assert.InRange(_bytesTo.Values.Sum(), 1, 20 * 200_000);
        Assert.All(_bytesTo.Values, bytes => Assert.InRange(bytes, 1, 700 + 200)); // one answer, and a question whether it is there
        _node.CheckInvariants();
    }

    /// <summary>10,000 a second for a minute with forged sources, tokens and infohashes: everything it keeps has a bound.</summary>
    [Fact]
    public void A_flood_fills_no_table()
    {
        Flood(60, number => Stranger(number % 100_000));

        _node.CheckInvariants();
        DhtStatistics statistics = _node.GetStatistics();
        Assert.Equal((0, 0), (statistics.Nodes, statistics.PeersStored));
    }

    /// <summary>Whoever asks and never answers has no place: an address that was forged would be named to others.</summary>
    [Fact]
    public void Somebody_unheard_is_asked_at_a_bounded_pace_and_gets_no_place()
    {
        for (int i = 0; i < 100; i++) Ask(Stranger(i), Ping);
        int questions = _bytesTo.Count(entry => entry.Value > 0);
        Assert.Equal(100, questions); // each was answered

        long asked = _node.GetStatistics().QueriesSent;
        Assert.InRange(asked, 1, 8);
        Assert.Equal(0, _node.GetStatistics().Nodes);
    }

    [Fact]
    public void An_announcement_without_its_own_token_is_refused_and_with_it_kept_until_it_expires()
    {
        PeerAddress peer = Stranger(5);
        string answer = Ask(peer, GetPeers);
        string token = answer[(answer.IndexOf("5:token8:", StringComparison.Ordinal) + 9)..][..8];

        Ask(Stranger(6), Announce(token));
        Assert.Equal(0, _node.GetStatistics().PeersStored);
        Ask(peer, Announce(token));
        Assert.Equal(1, _node.GetStatistics().PeersStored);
        Assert.Contains("6:values", Ask(Stranger(8), GetPeers), StringComparison.Ordinal);

        _now += TimeSpan.FromMinutes(31);
        Assert.DoesNotContain("6:values", Ask(Stranger(8), GetPeers), StringComparison.Ordinal);
        Assert.Equal(0, _node.GetStatistics().PeersStored);
        Ask(peer, Announce(token));
        Assert.Equal(0, _node.GetStatistics().PeersStored); // the token was good for ten minutes
    }

    [Fact]
    public void One_host_does_not_fill_the_store()
    {
        PeerAddress host = Stranger(5);
        for (int i = 0; i < 1000; i++)
        {
            _now += TimeSpan.FromSeconds(1);
            string infohash = $"{i:d20}";
            string answer = Ask(host, $"d1:ad2:id20:abcdefghij01234567899:info_hash20:{infohash}e1:q9:get_peers1:t2:aa1:y1:qe");
            string token = answer[(answer.IndexOf("5:token8:", StringComparison.Ordinal) + 9)..][..8];
            Ask(host, Announce(token, infohash));
        }

        Assert.Equal(64, _node.GetStatistics().PeersStored);
        _node.CheckInvariants();
    }

    [Fact]
    public void An_answer_from_elsewhere_or_to_nothing_is_nobodys()
    {
        _node.AddNode(Stranger(1), _now);
        Assert.True(_node.TryTakeDatagram(out _, out ReadOnlyMemory<byte> query));
        string sent = Encoding.Latin1.GetString(query.Span);
        string transaction = sent[(sent.IndexOf("1:t2:", StringComparison.Ordinal) + 5)..][..2];
        string answer = $"d1:rd2:id20:abcdefghij0123456789e1:t2:{transaction}1:y1:re";

        Send(Stranger(2), answer);
        Assert.Equal((0, 1L), (_node.GetStatistics().Nodes, _node.GetStatistics().DatagramsUnread));
        Send(Stranger(1), answer);
        Assert.Equal(1, _node.GetStatistics().Nodes);
        Send(Stranger(1), answer);
        Assert.Equal(2L, _node.GetStatistics().DatagramsUnread);
    }

    private const string Ping = "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe";
    private const string GetPeers =
        "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:wantl2:n42:n6ee1:q9:get_peers1:t2:aa1:y1:qe";

    private static string Announce(string token, string infohash = "mnopqrstuvwxyz123456") =>
        $"d1:ad2:id20:abcdefghij01234567899:info_hash20:{infohash}4:porti6881e5:token8:{token}e1:q13:announce_peer1:t2:aa1:y1:qe";

    private static PeerAddress Stranger(int number) => PeerAddress.FromIPv4(0x0B00_0000 + (uint)number, 6881);

    /// <summary>10,000 queries a second.</summary>
    private void Flood(int seconds, Func<int, PeerAddress> source)
    {
        for (int i = 0; i < seconds * 10_000; i++)
        {
            _now += Tenth;
            Ask(source(i), i % 3 == 0 ? Announce("12345678") : i % 3 == 1 ? GetPeers : Ping);
            if (_node.NextTimeout <= _now) _node.HandleTimeout(_now);
        }
    }

    private void Send(PeerAddress from, string datagram) => _node.HandleDatagram(from, Encoding.Latin1.GetBytes(datagram), _now);

    /// <returns>What it said to the one who asked, as text.</returns>
    private string Ask(PeerAddress from, string datagram)
    {
        Send(from, datagram);
        string said = "";
        while (_node.TryTakeDatagram(out PeerAddress to, out ReadOnlyMemory<byte> sent))
        {
            _bytesTo[to] = _bytesTo.GetValueOrDefault(to) + sent.Length;
            _longest = Math.Max(_longest, sent.Length);
            if (to == from && said.Length == 0) said = Encoding.Latin1.GetString(sent.Span);
        }

        return said;
    }
}
