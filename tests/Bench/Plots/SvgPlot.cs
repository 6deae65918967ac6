using System.Globalization;
using System.Net;
using System.Text;

namespace ScreenShare.Bench.Plots;

/// <summary>Lines over two axes as an SVG file that reads on light and dark pages alike: it brings its own white ground.</summary>
internal sealed class SvgPlot(string title, PlotAxis horizontal, PlotAxis vertical)
{
    private const double Width = 720;
    private const double Height = 420;
    private const double Left = 70;
    private const double Right = 150;
    private const double Top = 40;
    private const double Bottom = 55;

    private static readonly string[] Colours = ["#c0392b", "#2471a3", "#1e8449", "#b9770e", "#7d3c98", "#566573"];

    private readonly List<PlotSeries> _series = [];

    public void Add(PlotSeries series) => _series.Add(series);

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // a file's full path has a directory
        File.WriteAllText(path, ToSvg());
        Console.WriteLine($"plot: {path}");
    }

    public string ToSvg()
    {
        var svg = new StringBuilder();
        svg.AppendLine(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        svg.AppendLine($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>");
        Text(svg, Left, 24, title, "start", " font-size=\"15\"");
        foreach (double tick in horizontal.Ticks)
        {
            Line(svg, X(tick), Top, X(tick), Height - Bottom);
            Text(svg, X(tick), Height - Bottom + 17, PlotAxis.Label(tick), "middle");
        }

        foreach (double tick in vertical.Ticks)
        {
            Line(svg, Left, Y(tick), Width - Right, Y(tick));
            Text(svg, Left - 6, Y(tick) + 4, PlotAxis.Label(tick), "end");
        }

        Text(svg, (Left + Width - Right) / 2, Height - 14, horizontal.Title, "middle");
        double middle = (Top + Height - Bottom) / 2;
        Text(svg, 18, middle, vertical.Title, "middle", $" transform=\"rotate(-90 18 {Number(middle)})\"");
        for (int i = 0; i < _series.Count; i++)
            Draw(svg, _series[i], Colours[i % Colours.Length], Top + 12 + (20 * i));
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private void Draw(StringBuilder svg, PlotSeries series, string colour, double legendY)
    {
        string style = $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{(series.IsDashed ? " stroke-dasharray=\"6 4\"" : "")}";
        var points = new StringBuilder();
        double? before = null;
        foreach ((double x, double y) in series.Points)
        {
            if (series.IsStepped && before is { } level) points.Append(CultureInfo.InvariantCulture, $"{Number(X(x))},{Number(Y(level))} ");
            points.Append(CultureInfo.InvariantCulture, $"{Number(X(x))},{Number(Y(y))} ");
            before = y;
        }

        svg.AppendLine($"<polyline points=\"{points.ToString().TrimEnd()}\" {style}/>");
        double x0 = Width - Right + 12;
        svg.AppendLine($"<polyline points=\"{Number(x0)},{Number(legendY - 4)} {Number(x0 + 22)},{Number(legendY - 4)}\" {style}/>");
        Text(svg, x0 + 28, legendY, series.Name, "start");
    }

    private double X(double value) => Left + (horizontal.Place(value) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - (vertical.Place(value) * (Height - Top - Bottom));

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2) =>
        svg.AppendLine(
            $"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" stroke=\"#dddddd\"/>");

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor, string more = "") =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\"")
            .AppendLine($" fill=\"#222222\"{more}>{WebUtility.HtmlEncode(text)}</text>");

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
