using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Tests.Trees;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Source;

/// <summary>Who is sent which stripe, as a picture: a column a stripe, a line a copy, receivers by their letters.</summary>
public sealed class SourceStripesTests
{
    private readonly SourceStripes _stripes = new();

    [Fact]
    public void Equal_uplinks_get_equal_shares()
    {
        List<Receiver> receivers = Receivers(500, 500, 500, 500);

        Share(receivers, copies: 1);

        Assert.Equal("aaaabbbbccccdddd", Shares(0));
    }

    [Fact]
    public void Shares_are_in_proportion_to_uplinks()
    {
        List<Receiver> receivers = Receivers(800, 400, 300, 100);

        Share(receivers, copies: 1);

        Assert.Equal("aaaaaaaabbbbcccd", Shares(0));
    }

    [Fact]
    public void Whoever_claims_any_uplink_counts_as_four_megabytes_a_second()
    {
        List<Receiver> receivers = Receivers(4_000, 4_000, 4_000_000, 4_000);

        Share(receivers, copies: 1);

        Assert.Equal("aaaabbbbccccdddd", Shares(0));
    }

    [Fact]
    public void Each_copy_of_a_stripe_goes_to_another_receiver()
    {
        List<Receiver> receivers = Receivers(700, 100, 100, 100);

        Share(receivers, copies: 2);

        for (int stripe = 0; stripe < Stripes.Count; stripe++)
            Assert.Equal(2, _stripes.Of(stripe).Distinct().Count());
        Assert.Equal(16, receivers[0].StripesHeld); // its share would be 22
    }

    [Fact]
    public void There_are_no_more_copies_than_receivers()
    {
        List<Receiver> receivers = Receivers(500);

        Share(receivers, copies: 2);
        Assert.Equal("aaaaaaaaaaaaaaaa", Picture(0));
        Assert.Single(_stripes.Of(Stripes.Manifests));

        Share([], copies: 2);
        Assert.All(Enumerable.Range(0, Stripes.Count), stripe => Assert.Empty(_stripes.Of(stripe)));
    }

    [Fact]
    public void A_newcomer_gets_its_share_and_the_others_keep_what_remains_theirs()
    {
        List<Receiver> receivers = Receivers(500, 500, 500);
        Share(receivers.Take(2), copies: 1);
        string before = Picture(0);

        Share(receivers, copies: 1);

        Assert.Equal(5, receivers[2].StripesHeld);
        Assert.Equal(5, Moved(before, Picture(0)));
    }

    [Fact]
    public void Noise_in_the_uplinks_moves_nothing()
    {
        List<Receiver> receivers = Receivers(500, 500, 500, 500, 500);
        Share(receivers, copies: 2);
        (string first, string second) = (Picture(0), Picture(1));
        var random = new Random(7);

        for (int i = 0; i < 100; i++)
        {
            foreach (Receiver receiver in receivers)
                SetUplink(receiver, random.Next(490, 510));
            Share(receivers, copies: 2);
        }

        Assert.Equal((first, second), (Picture(0), Picture(1)));
    }

    [Fact]
    public void The_order_in_which_they_are_named_moves_nothing()
    {
        List<Receiver> receivers = Receivers(800, 400, 300, 100);
        Share(receivers, copies: 1);
        string before = Picture(0);

        receivers.Reverse();
        Share(receivers, copies: 1);

        Assert.Equal(before, Picture(0));
    }

    [Fact]
    public void A_lost_ones_stripes_go_to_others_and_nothing_else_moves()
    {
        List<Receiver> receivers = Receivers(500, 500, 500, 500);
        Share(receivers, copies: 1);
        string before = Picture(0);

        _stripes.Remove(receivers[1]);
        _stripes.CheckInvariants();
        Assert.Equal(before.Replace('b', '.'), Picture(0));
        Share([receivers[0], receivers[2], receivers[3]], copies: 1);

        Assert.DoesNotContain('b', Picture(0));
        Assert.DoesNotContain('.', Picture(0));
        Assert.Equal(4, Moved(before, Picture(0)));
    }

    [Fact]
    public void Who_can_pass_on_much_less_than_before_gives_stripes_away()
    {
        List<Receiver> receivers = Receivers(500, 500);
        Share(receivers, copies: 1);
        string before = Picture(0);

        SetUplink(receivers[0], 160);
        Share(receivers, copies: 1);

        Assert.Equal((4, 12), (receivers[0].StripesHeld, receivers[1].StripesHeld));
        Assert.Equal(4, Moved(before, Picture(0)));
    }

    [Fact]
    public void Who_had_them_all_before_others_came_gives_most_away_although_nobody_lacks_a_whole_one()
    {
        List<Receiver> receivers = Receivers([.. Enumerable.Repeat(500, 20)]);
        Share(receivers[..1], copies: 1);
        Assert.Equal(16, receivers[0].StripesHeld);

        Share(receivers, copies: 1);

        Assert.InRange(receivers[0].StripesHeld, 1, 3);
    }

    [Fact]
    public void One_that_needs_much_longer_for_its_only_stripe_than_another_for_one_more_gives_it_away()
    {
        List<Receiver> receivers = Receivers(1000, 1000, 1000, 1000, 1000);
        Share(receivers, copies: 1);

        SetUplink(receivers[0], 150); // due half a stripe; none of the others lacks a whole one
        Share(receivers, copies: 1);

        Assert.Equal(0, receivers[0].StripesHeld);
    }

    [Fact]
    public void What_chance_makes_of_like_uplinks_moves_nothing()
    {
        List<Receiver> receivers = Receivers([.. Enumerable.Repeat(1000, 8)]);
        Share(receivers, copies: 1);
        string before = Picture(0);

        SetUplink(receivers[0], 850);
        SetUplink(receivers[3], 1300);
        SetUplink(receivers[5], 1200);
        Share(receivers, copies: 1);

        Assert.Equal(before, Picture(0));
    }

    [Fact]
    public void Who_has_not_told_of_its_uplink_counts_like_the_others()
    {
        List<Receiver> receivers = Receivers(3000, 3000, 0, 0);

        Share(receivers, copies: 1);

        Assert.Equal("aaaabbbbccccdddd", Shares(0));
    }

    [Fact]
    public void One_that_claims_a_boundless_uplink_makes_those_who_have_not_told_no_better_than_they_are()
    {
        List<Receiver> receivers = Receivers(1000, 1000, 1000, int.MaxValue, 0);

        Share(receivers, copies: 1);

        Assert.InRange(receivers[4].StripesHeld, 2, 4);
    }

    [Fact]
    public void A_second_copy_is_added_to_the_first_and_taken_away_again()
    {
        List<Receiver> receivers = Receivers(500, 500, 500, 500);
        Share(receivers, copies: 1);
        string before = Picture(0);

        Share(receivers, copies: 2);
        Assert.Equal(before, Picture(0));
        Assert.DoesNotContain('.', Picture(1));
        Share(receivers, copies: 1);

        Assert.Equal(before, Picture(0));
        Assert.Equal("................", Picture(1));
    }

    [Fact]
    public void Manifests_go_to_who_is_fast_and_move_only_to_who_is_much_faster()
    {
        List<Receiver> receivers = Receivers(500, 600, 550);
        Share(receivers, copies: 1);
        Assert.Same(receivers[1], Assert.Single(_stripes.Of(Stripes.Manifests)));

        SetUplink(receivers[2], 900);
        Share(receivers, copies: 1);
        Assert.Same(receivers[1], Assert.Single(_stripes.Of(Stripes.Manifests)));

        SetUplink(receivers[0], 2000);
        Share(receivers, copies: 1);
        Assert.Same(receivers[0], Assert.Single(_stripes.Of(Stripes.Manifests)));
    }

    [Fact]
    public void Manifests_count_for_nobodys_share()
    {
        List<Receiver> receivers = Receivers(500, 500);

        Share(receivers, copies: 1);

        Assert.Equal((8, 8), (receivers[0].StripesHeld, receivers[1].StripesHeld));
        Assert.Single(_stripes.Of(Stripes.Manifests));
    }

    private void Share(IEnumerable<Receiver> candidates, int copies)
    {
        _stripes.Share([.. candidates], copies);
        _stripes.CheckInvariants();
    }

    private string Picture(int copy) => string.Concat(Enumerable.Range(0, Stripes.OfChunks).Select(stripe =>
        _stripes.Of(stripe) is { } receivers && receivers.Count > copy ? (char)('a' + receivers[copy].Peer.Connection.Value - 1) : '.'));

    /// <summary>The same with the letters in order: which stripes they are is of no meaning.</summary>
    private string Shares(int copy) => string.Concat(Picture(copy).Order());

    private static int Moved(string before, string after) => before.Zip(after).Count(pair => pair.First != pair.Second);

    private static List<Receiver> Receivers(params int[] kilobytesPerSecond)
    {
        List<Receiver> receivers = [];
        foreach (int uplink in kilobytesPerSecond)
        {
            int number = receivers.Count + 1;
            PeerAddress address = PeerAddress.FromIPv4((uint)number, 1);
            var peer = new PeerSession(new ConnectionId(number), address, ConnectionSide.Dialled, Instant.Zero);
            receivers.Add(new Receiver(peer, isFollowing: true, Instant.Zero));
            SetUplink(receivers[^1], uplink);
        }

        return receivers;
    }

    private static void SetUplink(Receiver receiver, int kilobytesPerSecond) => receiver.Peer.Says(_ =>
        new Standing { UplinkBytesPerSecond = (uint)Math.Min(kilobytesPerSecond * 1000L, uint.MaxValue), Depths = StripeDepths.Nowhere });
}
