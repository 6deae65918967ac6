namespace ScreenShare.Broadcaster.Demo;

/// <summary>Who plays which part, by the number of viewers, and when.</summary>
internal static class DemoCast
{
    /// <summary>
    /// Viewers by number. Few viewers leave parts out: whoever blocks needs two others, one of whom may not be the one killed.
    /// </summary>
    public static IReadOnlyList<ViewerPart> Of(int viewers)
    {
        var parts = new ViewerPart[viewers];
        Array.Fill(parts, ViewerPart.Watches);
        if (viewers >= 2) parts[^1] = ViewerPart.Late;
        if (viewers >= 3) parts[1] = ViewerPart.Blocks;
        if (viewers >= 4) parts[^2] = ViewerPart.Killed;
        if (viewers >= 5) parts[2] = ViewerPart.Blocks;
        return parts;
    }

    /// <summary>Not before everybody has had time to start and to hear of the others.</summary>
    public static TimeSpan BlocksFrom(TimeSpan duration) => duration / 4;

    public static TimeSpan JoinsLate(TimeSpan duration) => duration / 3;

    public static TimeSpan Kills(TimeSpan duration) => duration / 2;
}
