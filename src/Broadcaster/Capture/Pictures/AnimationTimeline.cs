namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>Which frame of an animation is shown when. Immutable.</summary>
internal sealed class AnimationTimeline
{
    /// <summary>Browsers take no delay, and one of a hundredth of a second, for a mistake.</summary>
    private static readonly TimeSpan Mistaken = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan InsteadOfMistaken = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan[] _ends;
    private readonly int _plays;

    /// <param name="delays">How long each frame is shown, as the file says; at least one.</param>
    /// <param name="plays">0: for ever.</param>
    public AnimationTimeline(IEnumerable<TimeSpan> delays, int plays)
    {
        TimeSpan end = TimeSpan.Zero;
        _ends = [.. delays.Select(delay => end += delay <= Mistaken ? InsteadOfMistaken : delay)];
        ArgumentOutOfRangeException.ThrowIfZero(_ends.Length);
        _plays = plays;
    }

    /// <param name="elapsed">Since the first frame was shown.</param>
    /// <returns>The frame, from 0, and when another takes its place: never for a still picture, and for the last of all.</returns>
    public (int Frame, TimeSpan Until) At(TimeSpan elapsed)
    {
        TimeSpan whole = _ends[^1];
        long played = elapsed.Ticks / whole.Ticks;
        if (_ends.Length == 1 || (_plays > 0 && played >= _plays)) return (_ends.Length - 1, TimeSpan.MaxValue);
        TimeSpan start = whole * played;
        int frame = Array.FindIndex(_ends, end => end > elapsed - start);
        bool isLast = frame == _ends.Length - 1 && _plays > 0 && played == _plays - 1;
        return (frame, isLast ? TimeSpan.MaxValue : start + _ends[frame]);
    }
}
