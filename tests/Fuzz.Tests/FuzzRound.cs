namespace ScreenShare.Fuzz.Tests;

/// <summary>Reads damaged bytes until there were enough (<see cref="FuzzSettings"/>).</summary>
internal static class FuzzRound
{
    public const int Inputs = 100_000;

    // A failure shows the bytes themselves as well, unless there are too many to look at.
    private const int ShownBytesMax = 400;

    public static void Run(FuzzedReader reader)
    {
        foreach (int seed in FuzzSettings.Seeds())
            Run(reader, seed);
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
}
