namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>Durations of the recent past and their median. Owned by one task.</summary>
internal sealed class DurationTally
{
    /// <summary>The newest ones: five minutes at 30 frames a second. Bounds memory however long a broadcast lasts.</summary>
    private const int KeptMax = 9_000;

    private readonly List<TimeSpan> _kept = [];
    private int _oldest;

    public void Add(TimeSpan duration)
    {
        if (_kept.Count < KeptMax)
        {
            _kept.Add(duration);
            return;
        }

        _kept[_oldest] = duration;
        _oldest = (_oldest + 1) % KeptMax;
    }

    /// <summary>Zero before the first.</summary>
    public TimeSpan Median()
    {
        if (_kept.Count == 0) return TimeSpan.Zero;
        List<TimeSpan> sorted = [.. _kept];
        sorted.Sort();
        return sorted[(sorted.Count - 1) / 2];
    }
}
