using System.Runtime.InteropServices;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>Hills at dusk: a sky that fades and ridges in the colours of the seed. Drawn once; never changes.</summary>
internal sealed class Wallpaper : ILayer
{
    private const int Ridges = 5;
    private readonly Picture _picture;

    public Wallpaper(PictureSize size, Chance chance)
    {
        _picture = new Picture(size);
        var heights = new int[Ridges][];
        for (int ridge = 0; ridge < Ridges; ridge++)
            heights[ridge] = Outline(size, ridge, chance.For(ridge));

        int hue = chance.Below(60, 100);
        uint top = Colour.Of(24 + (hue / 2), 32, 84);
        uint horizon = Colour.Of(250, 170 + (hue / 2), 120 + hue);
        uint near = Colour.Of(14, 26 + (hue / 4), 40);
        for (int y = 0; y < size.Height; y++)
        {
            uint sky = Colour.Mix(top, horizon, Math.Min(256, (y << 8) * 3 / (size.Height * 2)));
            Span<uint> row = MemoryMarshal.Cast<byte, uint>(_picture.Row(y));
            for (int x = 0; x < row.Length; x++)
            {
                int ridge = Ridges;
                while (ridge > 0 && y < heights[ridge - 1][x]) ridge--;
                row[x] = ridge == 0 ? sky : Colour.Mix(horizon, near, ridge * 256 / Ridges);
            }
        }
    }

    public Area ExtentAt(long frame) => new(0, 0, _picture.Size.Width, _picture.Size.Height);

    public Area OpaqueAt(long frame) => ExtentAt(frame);

    public void AddChanges(long frame, List<Area> changes) { }

    public void Paint(Brush brush, long frame) => brush.Copy(_picture, 0, 0, brush.Clip);

    /// <summary>The row at which a ridge begins in each column. Farther ridges are higher and smoother.</summary>
    private static int[] Outline(PictureSize size, int ridge, Chance chance)
    {
        var heights = new int[size.Width];
        heights.AsSpan().Fill(size.Height * (8 + (2 * ridge)) / 20);
        var noise = new SmoothNoise(chance);
        noise.AddRow(heights, 0, 8 - (ridge / 2), size.Height / 5);
        noise.AddRow(heights, 1, 6 - (ridge / 2), size.Height / 20);
        noise.AddRow(heights, 2, 4, Math.Max(1, size.Height / 90));
        return heights;
    }
}
