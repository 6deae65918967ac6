using System.Globalization;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>A program's window that a person can ask for.</summary>
internal readonly record struct NamedWindow(nuint Id, string Title, int Width, int Height)
{
    /// <summary>Windows with a title that are on the screen now, the lowest first.</summary>
    public static IReadOnlyList<NamedWindow> All(XDisplay display)
    {
        var properties = new WindowProperties(display);
        nuint[] candidates = properties.Managed();
        if (candidates.Length == 0) candidates = properties.ChildrenOf(display.Root); // no window manager: nothing lies between
        var windows = new List<NamedWindow>();
        foreach (nuint candidate in candidates)
        {
            string title = properties.TitleOf(candidate);
            if (title.Length > 0 && display.AttributesOf(candidate) is { MapState: XWindowAttributes.IsViewable } seen)
                windows.Add(new NamedWindow(candidate, title, seen.Width, seen.Height));
        }

        return windows;
    }

    /// <summary>By number, by whole title, or by a part of the title that no other window has.</summary>
    /// <exception cref="CaptureException">There is no such window, or more than one.</exception>
    public static NamedWindow Find(XDisplay display, string asked)
    {
        IReadOnlyList<NamedWindow> all = All(display);
        if (TryParseId(asked, out nuint id) && display.AttributesOf(id) is { } known)
            return new NamedWindow(id, new WindowProperties(display).TitleOf(id), known.Width, known.Height);

        NamedWindow[] found = [.. all.Where(window => window.Title == asked)];
        if (found.Length == 0) found = [.. all.Where(window => window.Title.Contains(asked, StringComparison.OrdinalIgnoreCase))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new CaptureException($"no window on {display.Name} is titled '{asked}': the sources command lists those there are"),
            _ => throw new CaptureException(
                $"{found.Length} windows are titled '{asked}': give one by its number: {string.Join("; ", found)}"),
        };
    }

    public override string ToString() => $"0x{Id:x} '{Title}'";

    private static bool TryParseId(string text, out nuint id) => text.StartsWith("0x", StringComparison.Ordinal)
        ? nuint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id)
        : nuint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
