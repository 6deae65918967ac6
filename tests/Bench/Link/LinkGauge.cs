using System.Diagnostics;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Bench.Link;

/// <summary>Clock, processor time of both processes and allocations of this one, between two moments.</summary>
internal sealed class LinkGauge(Process source, int chunkBytes)
{
    private readonly Process _viewer = Process.GetCurrentProcess();
    private long _start;
    private long _allocated;
    private int _collections;
    private TimeSpan _sourceTime;
    private TimeSpan _viewerTime;
    private long _bytes;
    private long _records;
    private int _skipped;

    public bool IsRunning { get; private set; }

    public void Start()
    {
        IsRunning = true;
        (_sourceTime, _viewerTime) = (Spent(source), Spent(_viewer));
        _collections = GC.CollectionCount(0);
        _allocated = GC.GetTotalAllocatedBytes(precise: true);
        _start = Stopwatch.GetTimestamp();
    }

    public void Count(long bytes, int records, int skipped)
    {
        _skipped += skipped;
        _bytes += bytes;
        _records += records;
    }

    public LinkResult Stop()
    {
        double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocated;
        long chunks = Math.Max(1, (_bytes + (_records * Record.OverheadBytes)) / chunkBytes); // full ones: records fill them
        return new LinkResult(
            _bytes / 1e6,
            seconds,
            (Spent(source) - _sourceTime).TotalSeconds / seconds,
            (Spent(_viewer) - _viewerTime).TotalSeconds / seconds,
            allocated / (double)chunks,
            chunks,
            _skipped,
            GC.CollectionCount(0) - _collections);
    }

    private static TimeSpan Spent(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }
}
