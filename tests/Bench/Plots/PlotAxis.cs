using System.Globalization;

namespace ScreenShare.Bench.Plots;

/// <summary>One axis: its title, its range, and where its ticks are. A logarithmic one has ticks at 1, 3, 10, 30 and so on.</summary>
internal sealed class PlotAxis
{
    private readonly bool _isLogarithmic;
    private readonly double _low;
    private readonly double _high;

    public PlotAxis(string title, double low, double high, bool isLogarithmic = false)
    {
        Title = title;
        _isLogarithmic = isLogarithmic;
        _low = low;
        _high = high > low ? high : low + 1;
        Ticks = isLogarithmic ? LogarithmicTicks() : LinearTicks();
    }

    public string Title { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>0 at the low end, 1 at the high one.</summary>
    public double Place(double value) => _isLogarithmic
        ? (Math.Log(value) - Math.Log(_low)) / (Math.Log(_high) - Math.Log(_low))
        : (value - _low) / (_high - _low);

    public static string Label(double tick) => tick.ToString("#,0.###", CultureInfo.InvariantCulture);

    private List<double> LogarithmicTicks()
    {
        var ticks = new List<double>();
        for (double power = Math.Pow(10, Math.Floor(Math.Log10(_low))); power <= _high * 1.001; power *= 10)
        {
            foreach (double tick in (double[])[power, 3 * power])
            {
                if (tick >= _low * 0.999 && tick <= _high * 1.001) ticks.Add(tick);
            }
        }

        return ticks;
    }

    private List<double> LinearTicks()
    {
        double rough = (_high - _low) / 6;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = rough / power < 1.5 ? power : rough / power < 3.5 ? 2 * power : rough / power < 7.5 ? 5 * power : 10 * power;
        var ticks = new List<double>();
        for (double tick = Math.Ceiling(_low / step) * step; tick <= _high + (step / 1000); tick += step)
            ticks.Add(tick);
        return ticks;
    }
}
