namespace ScreenShare.Viewer.Console;

/// <summary>
/// The fixed part of xterm's 256 colours: a cube of 6 × 6 × 6 from 16 on, and 24 greys from 232 on. The first 16 are the person's own.
/// </summary>
internal static class IndexedColours
{
    private const int CubeStart = 16;
    private const int GreyStart = 232;
    private const int Greys = 24;

    // xterm, 256colres.pl: 0, then 95 to 255 in steps of 40; greys from 8 in steps of 10.
    private static ReadOnlySpan<byte> Levels => [0, 95, 135, 175, 215, 255];

    /// <summary>The index of the colour that differs least.</summary>
    public static int Nearest(int red, int green, int blue)
    {
        (int r, int g, int b) = (NearestLevel(red), NearestLevel(green), NearestLevel(blue));
        int inCube = Difference(red, green, blue, Levels[r], Levels[g], Levels[b]);
        int step = Math.Clamp(((red + green + blue) / 3 - 8 + 5) / 10, 0, Greys - 1);
        int grey = 8 + 10 * step;
        return Difference(red, green, blue, grey, grey, grey) < inCube ? GreyStart + step : CubeStart + 36 * r + 6 * g + b;
    }

    private static int NearestLevel(int value)
    {
        int nearest = 0;
        for (int i = 1; i < Levels.Length; i++)
        {
            if (Math.Abs(Levels[i] - value) < Math.Abs(Levels[nearest] - value)) nearest = i;
        }

        return nearest;
    }

    // Weighted as the eye sees, roughly.
    private static int Difference(int red, int green, int blue, int otherRed, int otherGreen, int otherBlue)
    {
        (int r, int g, int b) = (red - otherRed, green - otherGreen, blue - otherBlue);
        return 3 * r * r + 4 * g * g + 2 * b * b;
    }
}
