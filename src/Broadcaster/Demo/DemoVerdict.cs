namespace ScreenShare.Broadcaster.Demo;

/// <summary>Which of the demo's promises were not kept. A pure function of the outcome.</summary>
internal static class DemoVerdict
{
    /// <summary>Of the pictures published while a viewer was in; the rest is the time its first picture takes and an odd hiccup.</summary>
    public const double ShownShareMin = 0.9;

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
            if (viewer.Part != ViewerPart.Killed) broken.AddRange(BrokenBySurvivor(viewer));
        }

        return broken;
    }

    private static IEnumerable<string> BrokenBySurvivor(ViewerOutcome viewer)
    {
        string name = $"Viewer {viewer.Number}";
        if (!viewer.Finished)
        {
            yield return $"{name} did not live to sum up.";
            yield break;
        }

        if (!viewer.HasLastPicture) yield return $"{name} ended with another picture than the broadcaster's last.";
        if (viewer.FramesPublishedMeanwhile == 0)
            yield return $"{name} never joined.";
        else if (viewer.FramesShown < ShownShareMin * viewer.FramesPublishedMeanwhile)
        {
            yield return FormattableString.Invariant(
                $"{name} showed {viewer.FramesShown} of {viewer.FramesPublishedMeanwhile} pictures; {ShownShareMin:P0} are wanted.");
        }

        if (viewer.Part != ViewerPart.Blocks) yield break;
        if (viewer.BroadcasterBytesWhenBlocked is not { } before)
            yield return $"{name} never blocked the broadcaster: it knew no other viewer.";
        else if (viewer.BroadcasterBytes != before)
            yield return $"{name} received {viewer.BroadcasterBytes - before} bytes from the broadcaster after blocking it.";
    }
}
