using System.Globalization;

namespace ScreenShare.Bench.Distribute;

/// <summary>The kernel's own count of what left through a network interface, headers and acknowledgements included. Linux alone.</summary>
internal static class InterfaceBytes
{
    private const int SentColumn = 8; // after the colon: eight columns of what was received, then the bytes sent

    /// <exception cref="ArgumentException">There is no such interface in this process's network namespace.</exception>
    public static long Sent(string name)
    {
        foreach (string line in File.ReadLines("/proc/self/net/dev"))
        {
            string trimmed = line.TrimStart();
            if (!trimmed.StartsWith(name + ":", StringComparison.Ordinal)) continue;
            string[] columns = trimmed[(name.Length + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return long.Parse(columns[SentColumn], CultureInfo.InvariantCulture);
        }

        throw new ArgumentException($"there is no interface {name} here", nameof(name));
    }
}
