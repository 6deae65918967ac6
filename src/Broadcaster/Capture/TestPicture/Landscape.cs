using System.Runtime.InteropServices;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>
/// Something like a photograph: clouds, a lit sky, land under it, and a sensor's grain. Smooth everywhere and nowhere flat, so
/// that it costs an encoder what photographs cost.
/// </summary>
internal static class Landscape
{
    private const int GrainLevels = 5;

    public static Picture Draw(PictureSize size, Chance chance)
    {
        var picture = new Picture(size);
        var clouds = new SmoothNoise(chance.For(1));
        var land = new SmoothNoise(chance.For(2));
        int[] horizon = Horizon(size, chance.For(3));
        uint zenith = Colour.Of(40 + chance.Below(60, 4), 80 + chance.Below(60, 5), 150 + chance.Below(80, 6));
        uint glow = Colour.Of(255, 190 + chance.Below(50, 7), 130 + chance.Below(80, 8));
        uint meadow = Colour.Of(40 + chance.Below(90, 9), 80 + chance.Below(60, 10), 30 + chance.Below(30, 11));

        var row = new int[size.Width];
        for (int y = 0; y < size.Height; y++)
        {
            AddOctaves(row, y, clouds, land);
            uint sky = Colour.Mix(zenith, glow, (y << 8) / size.Height);
            Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(picture.Row(y));
            for (int x = 0; x < pixels.Length; x++)
            {
                int level = row[x];
                uint colour = y < horizon[x]
                    ? Colour.Mix(sky, 0xFFFFFFFF, Math.Clamp((level - 110) * 2, 0, 230))
                    : Colour.Lighten(meadow, level - 120 - ((y - horizon[x]) / 4));
                pixels[x] = Colour.Lighten(colour, chance.Below(GrainLevels, x, y) - (GrainLevels / 2));
            }
        }

        return picture;
    }

    // Sums to 256 levels: half from the large shapes, an eighth from the smallest.
    private static void AddOctaves(int[] row, int y, SmoothNoise large, SmoothNoise small)
    {
        Array.Clear(row);
        large.AddRow(row, y * 2, 6, 128);
        large.AddRow(row, y + 7000, 5, 64);
        small.AddRow(row, y, 3, 40);
        small.AddRow(row, y + 9000, 1, 24);
    }

    private static int[] Horizon(PictureSize size, Chance chance)
    {
        var horizon = new int[size.Width];
        horizon.AsSpan().Fill(size.Height / 2);
        var noise = new SmoothNoise(chance);
        noise.AddRow(horizon, 0, 7, size.Height / 3);
        noise.AddRow(horizon, 1, 4, Math.Max(1, size.Height / 16));
        return horizon;
    }
}
