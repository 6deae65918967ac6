using System.Diagnostics;
using System.Globalization;

namespace ScreenShare.Fuzz.Tests;

/// <summary>How long damaged bytes are read, and which: asked for by two environment variables, since tests take no options.</summary>
internal static class FuzzSettings
{
    /// <summary>Seconds a reader, instead of one round.</summary>
    public const string SecondsName = "SCREENSHARE_FUZZ_SECONDS";

    /// <summary>The seed of the first round, such as one that a failure has named.</summary>
    public const string SeedName = "SCREENSHARE_FUZZ_SEED";

    private const int FirstSeed = 20_261;

    /// <summary>One for each round: the first, and more while there is time.</summary>
    public static IEnumerable<int> Seeds()
    {
        int seed = (int)(Setting(SeedName) ?? FirstSeed);
        double seconds = Setting(SecondsName) ?? 0;
        long started = Stopwatch.GetTimestamp();
        do
        {
            yield return seed++;
        }
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds);
    }

    private static double? Setting(string name) =>
        double.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : null;
}
