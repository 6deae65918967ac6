namespace ScreenShare.Bench.Plots;

/// <summary>A line of a plot. A stepped one stays at its value until the next point.</summary>
internal sealed record PlotSeries(string Name, IReadOnlyList<(double X, double Y)> Points, bool IsStepped = false, bool IsDashed = false);
