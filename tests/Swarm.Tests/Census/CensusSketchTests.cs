using ScreenShare.Swarm.Census;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Census;

public sealed class CensusSketchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(CensusSketch.EntriesMax - 1)]
    public void Few_viewers_are_counted_exactly_in_whatever_order_they_are_told(int viewers)
    {
        CensusEntry[] drawn = Draw(viewers, seed: 1);
        var sketch = new CensusSketch();

        foreach (CensusEntry entry in drawn.Concat(drawn.Reverse()))
            sketch.Add(entry);

        Assert.Equal(viewers, sketch.Count().Viewers);
        Assert.Equal(drawn.Count(entry => entry.State == ViewerState.Behind), sketch.Count().Behind);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(100_000)]
    public void Many_are_estimated_within_a_few_per_cent(int viewers)
    {
        int within10Percent = 0;
        for (int seed = 1; seed <= 20; seed++)
        {
            var sketch = new CensusSketch();
            foreach (CensusEntry entry in Draw(viewers, seed))
                sketch.Add(entry);
            ViewerCount count = sketch.Count();
            within10Percent += Math.Abs(count.Viewers - viewers) <= viewers / 10 ? 1 : 0;
            Assert.InRange(count.Behind, 0.1 * viewers, 0.3 * viewers); // a fifth of them is
        }

        Assert.InRange(within10Percent, 18, 20); // 2.3 standard errors
    }

    [Fact]
    public void Sketches_told_to_each_other_in_any_order_become_the_same()
    {
        CensusEntry[] drawn = Draw(3 * CensusSketch.EntriesMax, seed: 7);
        CensusSketch left = new(), right = new(), whole = new();
        for (int i = 0; i < drawn.Length; i++)
        {
            whole.Add(drawn[i]);
            (i % 2 == 0 ? left : right).Add(drawn[i]);
        }

        foreach (CensusEntry entry in right.Entries)
            left.Add(entry);

        Assert.Equal(whole.Entries, left.Entries);
    }

    [Fact]
    public void A_liar_can_claim_no_more_than_a_million()
    {
        var sketch = new CensusSketch();
        for (int number = 0; number < CensusSketch.EntriesMax; number++)
            sketch.Add(new CensusEntry(number, ViewerState.Behind));

        Assert.Equal(new ViewerCount(1_000_000, 1_000_000, 0), sketch.Count());
    }

    private static CensusEntry[] Draw(int viewers, int seed)
    {
        var random = new Random(seed);
        var entries = new CensusEntry[viewers];
        for (int i = 0; i < viewers; i++)
            entries[i] = new CensusEntry(random.Next(CensusEntry.NumbersEnd), i % 5 == 0 ? ViewerState.Behind : ViewerState.Following);
        return entries;
    }
}
