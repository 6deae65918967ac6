namespace ScreenShare.Bench.Measuring;

/// <summary>The links of a blob's distribution, in bytes per second with packet headers, as an interface counts them. Immutable.</summary>
internal sealed record BlobLinks(double SourceUp, IReadOnlyList<double> ViewerUp, IReadOnlyList<double> ViewerDown)
{
    private const double MegabitBytes = 125_000;

    public int Viewers => ViewerUp.Count;

    public double SumOfViewersUp => ViewerUp.Sum();

    public double SlowestDown => ViewerDown.Min();

    public double FastestUp => Math.Max(SourceUp, ViewerUp.Max());

    /// <param name="upMegabits">The source's, then the viewers' in turn; the last one is repeated.</param>
    /// <param name="downMegabits">The viewers'; the last one is repeated.</param>
    public static BlobLinks FromMegabits(int viewers, IReadOnlyList<double> upMegabits, IReadOnlyList<double> downMegabits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(viewers, 1);
        var up = new double[viewers];
        var down = new double[viewers];
        for (int i = 0; i < viewers; i++)
        {
            up[i] = MegabitBytes * At(upMegabits, i + 1);
            down[i] = MegabitBytes * At(downMegabits, i);
        }

        return new BlobLinks(MegabitBytes * upMegabits[0], up, down);
    }

    private static double At(IReadOnlyList<double> list, int place) => list[Math.Min(place, list.Count - 1)];
}
