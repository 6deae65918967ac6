namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Which part of the root window is shown; asked again whenever the root window changes its size.</summary>
internal abstract record ScreenPart
{
    private ScreenPart() { }

    /// <param name="root">All of the root window.</param>
    /// <param name="missing">One line that says why there is no such part.</param>
    public abstract Area? Find(XDisplay display, Area root, out string missing);

    public abstract string Describe(XDisplay display, Area place);

    public sealed record All : ScreenPart
    {
        public override Area? Find(XDisplay display, Area root, out string missing)
        {
            missing = "";
            return root;
        }

        public override string Describe(XDisplay display, Area place) =>
            $"screen {display.Screen} of {display.Name}, {place.Width}x{place.Height}";
    }

    public sealed record Region(Area Place) : ScreenPart
    {
        public override Area? Find(XDisplay display, Area root, out string missing)
        {
            missing = $"the region {Text(Place)} reaches outside the screen, which is {root.Width}x{root.Height}";
            return root.Contains(Place) ? Place : null;
        }

        public override string Describe(XDisplay display, Area place) => $"region {Text(place)} of {display.Name}";

        private static string Text(Area place) => $"{place.X},{place.Y},{place.Width}x{place.Height}";
    }

    /// <param name="Number">From 1.</param>
    public sealed record OneMonitor(int Number) : ScreenPart
    {
        public override Area? Find(XDisplay display, Area root, out string missing)
        {
            IReadOnlyList<ScreenMonitor> monitors = ScreenMonitor.All(display);
            missing = monitors.Count == 0
                ? $"{display.Name} does not tell its monitors apart: use --source screen"
                : $"there is no monitor {Number}; there are {string.Join("; ", monitors)}";
            Area place = Number <= monitors.Count ? monitors[Number - 1].Place.Intersect(root) : default;
            return place.IsEmpty ? null : place;
        }

        public override string Describe(XDisplay display, Area place) =>
            $"{ScreenMonitor.All(display).ElementAtOrDefault(Number - 1)} of {display.Name}";
    }
}
