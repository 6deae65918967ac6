namespace ScreenShare.Broadcaster.Demo;

/// <summary>Which of the demo's promises were not kept. A pure function of the outcome.</summary>
internal static class DemoVerdict
{
    /// <summary>Of the pictures published while a viewer was in; the rest is the time its first picture takes and an odd hiccup.</summary>
    public const double ShownShareMin = 0.9;

    /// <summary>
    /// A machine that is busy or slow leaves less to be shown, to all alike: then so much of what the others showed (the median of those
    /// that stayed) is wanted, and so much of all at least.
    /// </summary>
    public const double ShareOfOthersMin = 0.5;
    public const double ShownShareBusyMin = 0.2;

    /// <summary>Whoever shows nothing for this long while others go on stands still, however busy the machine is.</summary>
    private const double StandsStillSeconds = 5;

    /// <summary>Going on: never without a picture for longer than this part of that.</summary>
    private const double OthersGoOn = 0.5;

    /// <summary>A first copy of everything, key frames for those who join, and room for what was lost with the killed viewer.</summary>
    public const double CopiesMax = 2.5;

    /// <summary>One line for each broken condition; none when all is well.</summary>
    public static IReadOnlyList<string> BrokenConditions(DemoOutcome outcome)
    {
        if (outcome.Interrupted) return ["The demo was interrupted before its end."]; // and whatever else is wrong is wrong because of that
        List<string> broken = [];
        if (outcome.FramesPublished == 0) broken.Add("The broadcaster published no picture.");
        if (outcome.Copies > CopiesMax)
        {
            broken.Add(FormattableString.Invariant(
                $"The broadcaster uploaded {outcome.Copies:F2} copies of the stream; at most {CopiesMax} are allowed."));
        }

        foreach (ViewerOutcome viewer in outcome.Viewers)
        {
            if (viewer.WrongPictures > 0)
                broken.Add($"Viewer {viewer.Number} showed {viewer.WrongPictures} pictures that are not the broadcaster's.");
            if (viewer.Part != ViewerPart.Killed) broken.AddRange(BrokenBySurvivor(viewer, outcome));
        }

        return broken;
    }

    private static IEnumerable<string> BrokenBySurvivor(ViewerOutcome viewer, DemoOutcome outcome)
    {
        string name = $"Viewer {viewer.Number}";
        if (!viewer.Finished)
        {
            yield return $"{name} did not live to sum up.";
            yield break;
        }

        if (!viewer.HasLastPicture) yield return $"{name} ended with another picture than the broadcaster's last.";
        if (viewer.FramesPublishedMeanwhile == 0) yield return $"{name} never joined.";
        else if (BrokenPace(viewer, outcome) is { } pace) yield return pace;

        if (viewer.Part != ViewerPart.Blocks) yield break;
        if (viewer.BroadcasterBytesWhenBlocked is not { } before)
            yield return $"{name} never blocked the broadcaster: it knew no other viewer.";
        else if (viewer.BroadcasterBytes != before)
            yield return $"{name} received {viewer.BroadcasterBytes - before} bytes from the broadcaster after blocking it.";
    }

    private static string? BrokenPace(ViewerOutcome viewer, DemoOutcome outcome)
    {
        ViewerOutcome[] others = [.. outcome.Viewers.Where(other => other.Number != viewer.Number && HasStayed(other))];
        if (viewer.StoodStillSeconds >= StandsStillSeconds
            && Median(others.Select(other => other.StoodStillSeconds)) is { } stood && stood <= OthersGoOn * viewer.StoodStillSeconds)
        {
            return FormattableString.Invariant(
                $"Viewer {viewer.Number} stood still for {viewer.StoodStillSeconds:F1} s while the others went on.");
        }

        double byOthers = ShareOfOthersMin * (Median(others.Select(ShareOf)) ?? 0);
        double wanted = outcome.MachineWasBusy ? Math.Max(byOthers, ShownShareBusyMin) : ShownShareMin;
        return ShareOf(viewer) >= wanted
            ? null
            : $"Viewer {viewer.Number} showed {viewer.FramesShown} of {viewer.FramesPublishedMeanwhile} pictures; "
                + FormattableString.Invariant($"{wanted:P0} are wanted.");
    }

    private static bool HasStayed(ViewerOutcome viewer) =>
        viewer.Part != ViewerPart.Killed && viewer is { Finished: true, FramesPublishedMeanwhile: > 0 };

    private static double ShareOf(ViewerOutcome viewer) => viewer.FramesShown / (double)viewer.FramesPublishedMeanwhile;

    // Null where there is nobody.
    private static double? Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length > 0 ? sorted[sorted.Length / 2] : null;
    }
}
