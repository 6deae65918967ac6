using System.Globalization;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>
/// How much of the processor time that the demo's processes asked for they were given, from their start on: what this machine could do for
/// them, whatever else it was doing. Where the kernel keeps no account of that, the demo's own loop is the measure: how late it was woken.
/// Owned by the demo's loop.
/// </summary>
internal sealed class ProcessorShare(TimeSpan lookEvery, string processes = "/proc")
{
    private readonly Dictionary<string, (long Ran, long Waited)> _threads = []; // by path; those that have ended keep their last
    private TimeSpan? _lookedAt;
    private TimeSpan _due;
    private TimeSpan _took;

    /// <summary>Above 0, at most 1; 1 while nothing is known.</summary>
    public double Share => Math.Min(ShareByAccount(), ShareByWaking());

    /// <summary>The loop has been woken, as it wants to be at an even pace.</summary>
    public void HandleWaking(TimeSpan now)
    {
        if (_lookedAt is { } before)
        {
            _due += lookEvery;
            _took += now - before;
        }

        _lookedAt = now;
    }

    /// <summary>Reads the accounts of all threads of these processes. Some hundred small files: not at each look.</summary>
    public void Read(IEnumerable<int> processIds)
    {
        foreach (int id in processIds)
        {
            string threads = Path.Combine(processes, id.ToString(CultureInfo.InvariantCulture), "task");
            try
            {
                foreach (string thread in Directory.EnumerateDirectories(threads)) ReadThread(Path.Combine(thread, "schedstat"));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // The process, or the thread, has ended since it was named; or this system has no such accounts.
            }
        }
    }

    // "ran waited timeslices", the first two in nanoseconds (Linux, Documentation/scheduler/sched-stats.rst).
    private void ReadThread(string path)
    {
        string[] fields = File.ReadAllText(path).Split(' ');
        if (fields.Length >= 2 && long.TryParse(fields[0], CultureInfo.InvariantCulture, out long ran)
            && long.TryParse(fields[1], CultureInfo.InvariantCulture, out long waited)) _threads[path] = (ran, waited);
    }

    private double ShareByAccount()
    {
        double ran = 0;
        double waited = 0;
        foreach ((long threadRan, long threadWaited) in _threads.Values)
        {
            ran += threadRan;
            waited += threadWaited;
        }

        return ran > 0 ? ran / (ran + waited) : 1;
    }

    private double ShareByWaking() => _took > _due ? _due / _took : 1;
}
