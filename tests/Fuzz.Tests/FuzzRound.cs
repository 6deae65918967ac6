using System.Diagnostics;
using System.Globalization;

namespace ScreenShare.Fuzz;

/// <summary>
/// Reads damaged bytes until there were enough. <c>SCREENSHARE_FUZZ_SECONDS</c> asks for so many seconds a reader instead, each round with
/// the next seed; <c>SCREENSHARE_FUZZ_SEED</c> for another first seed, such as one that a failure has named.
/// </summary>
internal static class FuzzRound
{
    public const int Inputs = 100_000;

    private const int FirstSeed = 20_261;

    // A failure shows the bytes themselves as well, unless there are too many to look at.
    private const int ShownBytesMax = 400;

    public static void Run(FuzzedReader reader)
    {
        int seed = (int)(Setting("SCREENSHARE_FUZZ_SEED") ?? FirstSeed);
        double seconds = Setting("SCREENSHARE_FUZZ_SECONDS") ?? 0;
        long started = Stopwatch.GetTimestamp();
        do
        {
            Run(reader, seed++);
        }
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds);
    }

    private static void Run(FuzzedReader reader, int seed)
    {
        foreach (byte[] sample in reader.Samples)
            reader.Read(sample); // the first round compiles, and fills what is made once
        int number = 0;
        foreach (byte[] input in Mutations.Of(reader.Samples, seed, Inputs))
        {
            try
            {
                Read(reader, input);
            }
            catch (Exception failure)
            {
                string bytes = Convert.ToHexString(input.AsSpan(0, Math.Min(input.Length, ShownBytesMax)));
                throw new InvalidOperationException(
                    $"{reader.Name}: input {number} of seed {seed} ({input.Length} bytes, {bytes}): {failure.Message}", failure);
            }

            number++;
        }
    }

    private static void Read(FuzzedReader reader, byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(input);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > reader.AllocatedMax + ((long)reader.AllocatedPerByteMax * input.Length))
            throw new InvalidOperationException($"{allocated} bytes were allocated.");
    }

    private static double? Setting(string name) =>
        double.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : null;
}
