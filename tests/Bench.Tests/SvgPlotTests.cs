using System.Globalization;
using System.Xml.Linq;
using ScreenShare.Bench.Plots;

namespace ScreenShare.Bench.Tests;

public sealed class SvgPlotTests
{
    [Fact]
    public void A_plot_is_well_formed_and_has_a_line_and_a_name_for_each_series()
    {
        var plot = new SvgPlot("a < b & c", new PlotAxis("viewers", 10, 1000, isLogarithmic: true), new PlotAxis("ms", 0, 250));
        plot.Add(new PlotSeries("swarm", [(10, 50), (100, 100), (1000, 200)]));
        plot.Add(new PlotSeries("bound", [(10, 40), (1000, 90)], IsDashed: true));

        XElement svg = XDocument.Parse(plot.ToSvg()).Root!;

        XNamespace space = svg.Name.Namespace;
        Assert.Equal(4, svg.Elements(space + "polyline").Count()); // two lines, and two in the legend
        Assert.Contains(svg.Elements(space + "text"), text => text.Value == "a < b & c");
        Assert.Contains(svg.Elements(space + "text"), text => text.Value == "swarm");
    }

    [Fact]
    public void A_logarithmic_axis_puts_tenfold_steps_at_equal_distances()
    {
        var axis = new PlotAxis("viewers", 10, 1000, isLogarithmic: true);

        Assert.Equal([10, 30, 100, 300, 1000], axis.Ticks);
        Assert.Equal(0.5, axis.Place(100), 6);
    }

    [Theory]
    [InlineData(0, 6.7, "0 1 2 3 4 5 6")]
    [InlineData(0, 284, "0 50 100 150 200 250")]
    public void A_linear_axis_has_round_ticks(double low, double high, string ticks) =>
        Assert.Equal(
            ticks,
            string.Join(' ', new PlotAxis("s", low, high).Ticks.Select(tick => tick.ToString(CultureInfo.InvariantCulture))));
}
