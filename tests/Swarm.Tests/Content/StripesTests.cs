using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Tests.Content;

public sealed class StripesTests
{
    [Theory]
    [InlineData(1u, "5 6 7 8 9 10 11 12 13 14 15 0 1 2 3 4 5")]
    [InlineData(2u, "10 11 12 13 14 15 0 1 2 3 4 5 6 7 8 9 10")]
    [InlineData(16u, "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 0")]
    [InlineData(uint.MaxValue, "11 12 13 14 15 0 1 2 3 4 5 6 7 8 9 10 11")]
    public void A_frames_chunks_lie_in_the_stripes_in_turn_and_each_frame_begins_five_further_on(uint frame, string expected)
    {
        IEnumerable<int> stripes = Enumerable.Range(0, 17).Select(chunk => Stripes.Of(new FrameNumber(frame), chunk));

        Assert.Equal(expected, string.Join(' ', stripes));
    }

    [Fact]
    public void Frames_of_one_chunk_use_every_stripe_alike()
    {
        int[] counts = new int[Stripes.OfChunks];
        for (uint frame = 1; frame <= 160; frame++)
            counts[Stripes.Of(new FrameNumber(frame), 0)]++;

        Assert.All(counts, count => Assert.Equal(10, count));
    }

    [Fact]
    public void A_set_holds_what_was_put_in_and_not_taken_out()
    {
        StripeSet set = default(StripeSet).With(0).With(9).With(Stripes.Manifests);
        Assert.Equal("*........*......*", Picture(set));

        Assert.Equal("*...............*", Picture(set.Without(9)));
        Assert.Equal(set, set.With(9));
        Assert.Equal(set, set.Without(1));
        Assert.Equal(".********.******.", Picture(StripeSet.All.Without(set)));
        Assert.True(set.Without(StripeSet.All).IsEmpty);
        Assert.False(set.IsEmpty);
    }

    [Fact]
    public void Each_stripe_has_a_depth_of_its_own()
    {
        StripeDepths depths = StripeDepths.Nowhere;
        Assert.All(Enumerable.Range(0, Stripes.Count), stripe => Assert.Equal(StripeDepths.None, depths[stripe]));

        for (int stripe = 0; stripe < Stripes.Count; stripe++)
            depths = depths.With(stripe, stripe % 15);
        Assert.Equal("0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 0 1", Picture(depths));

        depths = depths.With(7, 0).With(15, StripeDepths.None).With(Stripes.Manifests, StripeDepths.None);
        Assert.Equal("0 1 2 3 4 5 6 0 8 9 10 11 12 13 14 15 15", Picture(depths));
    }

    private static string Picture(StripeDepths depths) =>
        string.Join(' ', Enumerable.Range(0, Stripes.Count).Select(stripe => depths[stripe]));

    private static string Picture(StripeSet set) =>
        string.Concat(Enumerable.Range(0, Stripes.Count).Select(stripe => set[stripe] ? '*' : '.'));
}
