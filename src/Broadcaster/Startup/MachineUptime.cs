using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>
/// Time since some point before this program's start, time spent asleep included where the system tells it. The runtime's own timestamp
/// stands still on Linux while the machine sleeps: a broadcast that went on afterwards would tell times that lie hours back.
/// </summary>
internal static unsafe partial class MachineUptime
{
    private const int BootTime = 7; // time.h, CLOCK_BOOTTIME
    private static readonly long Began = Stopwatch.GetTimestamp();

    public static TimeSpan Read()
    {
        Time now;
        if (OperatingSystem.IsLinux() && ReadClock(BootTime, &now) == 0)
            return TimeSpan.FromSeconds(now.Seconds) + TimeSpan.FromTicks(now.Nanoseconds / TimeSpan.NanosecondsPerTick);
        return Stopwatch.GetElapsedTime(Began);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, Time* time);

    /// <summary>time.h, struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
