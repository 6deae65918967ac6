namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>
/// Chance as a pure function of a seed and a place. System.Random promises its sequence for no longer than a major version;
/// the test picture must be the same everywhere.
/// </summary>
internal readonly struct Chance(ulong seed)
{
    public uint At(long a, long b = 0)
    {
        // The finaliser of SplitMix64 (Steele, Lea, Flood 2014), once for each input.
        ulong mixed = Mix(seed + ((ulong)a * 0x9E3779B97F4A7C15));
        return (uint)(Mix(mixed + ((ulong)b * 0xD1B54A32D192ED03)) >> 32);
    }

    /// <summary>From 0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound, long a, long b = 0) => (int)(((ulong)At(a, b) * (uint)bound) >> 32);

    /// <summary>An independent source for one purpose.</summary>
    public Chance For(long purpose) => new(At(purpose, -1) | ((ulong)At(purpose, -2) << 32));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
