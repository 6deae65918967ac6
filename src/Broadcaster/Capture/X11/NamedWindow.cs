using System.Globalization;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>A program's window that a person can ask for.</summary>
/// <param name="Title">One printable line of any length.</param>
internal readonly record struct NamedWindow(nuint Id, string Title, int Width, int Height, WindowPresence Presence)
{
    /// <summary>A terminal's line and a notice to viewers hold so much of a title with what is said of it.</summary>
    private const int TitleLettersMax = 48;

    /// <summary>Programs keep windows of a few pixels that nobody ever sees, and title them as well.</summary>
    private const int HiddenEdgeMin = 32;

    /// <summary>More than anybody reads.</summary>
    private const int NamesMax = 8;

    /// <summary>As much of the title as fits a line.</summary>
    public string ShortTitle => Shorten(Title);

    /// <summary>Why it cannot be shown now, and what to do; null if it can.</summary>
    public string? Obstacle => Presence switch
    {
        WindowPresence.Shown => null,
        WindowPresence.Minimised => "is minimised: restore it first",
        WindowPresence.OnAnotherDesktop => "is on another desktop: go to that one first",
        _ => "is not on the screen: open or restore it first",
    };

    /// <summary>Windows with a title, the lowest first; those that are not on the screen now too.</summary>
    public static IReadOnlyList<NamedWindow> All(XDisplay display)
    {
        var properties = new WindowProperties(display);
        nuint[] candidates = properties.Managed();
        if (candidates.Length == 0) candidates = properties.ChildrenOf(display.Root); // no window manager: nothing lies between
        var windows = new List<NamedWindow>();
        foreach (nuint candidate in candidates)
        {
            if (Of(display, properties, candidate) is { Title.Length: > 0 } window && IsForPeople(window)) windows.Add(window);
        }

        return windows;
    }

    /// <summary>By number, by whole title, or by a part of the title that no other window has; those on the screen come first.</summary>
    /// <exception cref="CaptureException">There is no such window, or more than one.</exception>
    public static NamedWindow Find(XDisplay display, string asked)
    {
        if (TryParseId(asked, out nuint id) && Of(display, new WindowProperties(display), id) is { } known) return known;

        IReadOnlyList<NamedWindow> all = All(display);
        string title = TextProperties.OneLine(asked); // as titles are
        NamedWindow[] found = Matching(all, window => window.Title == title);
        if (found.Length == 0 && title.Length > 0)
            found = Matching(all, window => window.Title.Contains(title, StringComparison.OrdinalIgnoreCase));
        return found.Length switch
        {
            1 => found[0],
            0 => throw new CaptureException($"no window on {display.Name} is titled '{asked}': the sources command lists those there are"),
            _ => throw new CaptureException(
                $"{found.Length} windows are titled '{asked}': give one by its number: {string.Join("; ", found.Take(NamesMax))}"
                + (found.Length > NamesMax ? "; …" : "")),
        };
    }

    public static string Shorten(string title) => title.Length > TitleLettersMax ? $"{Start(title)}…" : title;

    public override string ToString() => $"0x{Id:x} '{ShortTitle}'";

    private static NamedWindow? Of(XDisplay display, WindowProperties properties, nuint id) => display.AttributesOf(id) is { } seen
        ? new NamedWindow(id, properties.TitleOf(id), seen.Width, seen.Height, properties.PresenceOf(id, seen))
        : null;

    private static bool IsForPeople(NamedWindow window) =>
        window.Presence != WindowPresence.Hidden || Math.Min(window.Width, window.Height) >= HiddenEdgeMin;

    private static NamedWindow[] Matching(IReadOnlyList<NamedWindow> all, Func<NamedWindow, bool> isAsked)
    {
        NamedWindow[] matching = [.. all.Where(isAsked)];
        NamedWindow[] shown = [.. matching.Where(window => window.Presence == WindowPresence.Shown)];
        return shown.Length > 0 ? shown : matching;
    }

    /// <summary>Whole letters: with their marks, and no half of a surrogate pair.</summary>
    private static string Start(string title)
    {
        int end = 0;
        for (int next = 0; end + next <= TitleLettersMax; next = StringInfo.GetNextTextElementLength(title, end)) end += next;
        return title[..end];
    }

    private static bool TryParseId(string text, out nuint id) => text.StartsWith("0x", StringComparison.Ordinal)
        ? nuint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id)
        : nuint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
