namespace ScreenShare.Viewer.Console;

/// <summary>Delays of shown frames and their percentiles. Owned by one task.</summary>
internal sealed class DelayTally
{
    /// <summary>Delays kept, the newest ones: an hour at 30 frames a second. Less than 1 MB however long somebody watches.</summary>
    public const int KeptMax = 108_000;

    private readonly List<double> _milliseconds = [];
    private int _oldest;

    public void Add(TimeSpan delay)
    {
        if (_milliseconds.Count < KeptMax)
        {
            _milliseconds.Add(delay.TotalMilliseconds);
            return;
        }

        _milliseconds[_oldest] = delay.TotalMilliseconds;
        _oldest = (_oldest + 1) % KeptMax;
    }

    /// <summary>
    /// The smallest delay, in milliseconds, that at least <paramref name="percent"/> (1 to 100) of the delays do not exceed (nearest rank);
    /// null before the first.
    /// </summary>
    public double? Percentile(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        if (_milliseconds.Count == 0) return null;
        double[] sorted = [.. _milliseconds];
        Array.Sort(sorted);
        int rank = (int)(((long)percent * sorted.Length + 99) / 100);
        return sorted[rank - 1];
    }
}
