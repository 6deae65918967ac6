namespace ScreenShare.Simulator;

/// <summary>Times of events that know nothing of each other: gaps are exponentially distributed.</summary>
public static class PoissonProcess
{
    /// <returns>In order, all before <paramref name="end"/>.</returns>
    public static List<TimeSpan> Draw(Random random, double perSecond, TimeSpan end)
    {
        var times = new List<TimeSpan>();
        for (double at = Gap(); at < end.TotalSeconds; at += Gap())
            times.Add(TimeSpan.FromSeconds(at));
        return times;

        double Gap() => -Math.Log(1 - random.NextDouble()) / perSecond;
    }
}
