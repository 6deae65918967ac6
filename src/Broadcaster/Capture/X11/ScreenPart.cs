namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// Which part of the root window is shown; asked again whenever the root window changes its size, or a monitor its place. What is not
/// there for a while may come back; nothing else ever takes its place.
/// </summary>
internal abstract record ScreenPart
{
    private ScreenPart() { }

    /// <summary>What was meant, as it is known from now on.</summary>
    /// <exception cref="CaptureException">There is no such part.</exception>
    public virtual ScreenPart Settle(XDisplay display) => this;

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

    /// <summary>A monitor by the number that the sources command shows: another one may have it as soon as one goes.</summary>
    /// <param name="Number">From 1.</param>
    public sealed record NumberedMonitor(int Number) : ScreenPart
    {
        public override ScreenPart Settle(XDisplay display)
        {
            IReadOnlyList<ScreenMonitor> monitors = ScreenMonitor.All(display);
            if (Number <= monitors.Count) return new Monitor(Number, monitors[Number - 1].Name);
            if (X11Library.WhatIsMissing(X11Library.Randr) is { } missing)
                throw new CaptureException($"monitors cannot be told apart, since {missing}");
            throw new CaptureException(monitors.Count == 0
                ? $"{display.Name} does not tell its monitors apart: use --source screen"
                : $"there is no monitor {Number}; there are {string.Join("; ", monitors)}");
        }

        public override Area? Find(XDisplay display, Area root, out string missing) => Settle(display).Find(display, root, out missing);

        public override string Describe(XDisplay display, Area place) => Settle(display).Describe(display, place);
    }

    /// <summary>A monitor by its name, which is that of its plug and stays.</summary>
    /// <param name="Number">As it was asked for.</param>
    public sealed record Monitor(int Number, string Name) : ScreenPart
    {
        public override Area? Find(XDisplay display, Area root, out string missing)
        {
            missing = $"monitor {Number} ({Name}) is off";
            Area place = ScreenMonitor.All(display).FirstOrDefault(monitor => monitor.Name == Name)?.Place.Intersect(root) ?? default;
            return place.IsEmpty ? null : place;
        }

        public override string Describe(XDisplay display, Area place) =>
            $"{new ScreenMonitor(Number, Name, place)} of {display.Name}";
    }
}
