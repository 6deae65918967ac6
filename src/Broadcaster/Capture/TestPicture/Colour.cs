namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>Pixels as 0xAARRGGBB, which is BGRA in memory.</summary>
internal static class Colour
{
    public static uint Of(int red, int green, int blue) => 0xFF000000 | ((uint)red << 16) | ((uint)green << 8) | (uint)blue;

    /// <summary>From one colour (0) to another (256).</summary>
    public static uint Mix(uint from, uint to, int part) => Of(
        Channel(from, to, 16, part), Channel(from, to, 8, part), Channel(from, to, 0, part));

    /// <summary>The colour with <paramref name="amount"/>, which may be negative, added to each channel.</summary>
    public static uint Lighten(uint colour, int amount) => Of(
        Math.Clamp((int)((colour >> 16) & 255) + amount, 0, 255),
        Math.Clamp((int)((colour >> 8) & 255) + amount, 0, 255),
        Math.Clamp((int)(colour & 255) + amount, 0, 255));

    private static int Channel(uint from, uint to, int shift, int part)
    {
        int start = (int)((from >> shift) & 255);
        int end = (int)((to >> shift) & 255);
        return start + (((end - start) * part) >> 8);
    }
}
