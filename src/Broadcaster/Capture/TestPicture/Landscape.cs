using System.Runtime.InteropServices;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>
/// Something like a photograph: clouds, a lit sky, land under it, and a sensor's grain. Smooth everywhere and nowhere flat, so
/// that it costs an encoder what photographs cost. Drawn in portions, since all of it at once would take longer than a frame may.
/// </summary>
internal sealed class Landscape
{
    // The sensor's grain takes two bits a pixel, so one draw of 32 lasts for 16.
    private const int GrainPixels = 16;

    private readonly Picture _picture;
    private readonly Chance _chance;
    private readonly SmoothNoise _clouds;
    private readonly SmoothNoise _detail;
    private readonly int[] _horizon;
    private readonly int[] _levels;
    private readonly uint _zenith;
    private readonly uint _glow;
    private readonly uint _meadow;
    private int _rowsDrawn;

    public Landscape(PictureSize size, Chance chance)
    {
        _picture = new Picture(size);
        _chance = chance;
        _clouds = new SmoothNoise(chance.For(1));
        _detail = new SmoothNoise(chance.For(2));
        _horizon = Horizon(size, chance.For(3));
        _levels = new int[size.Width];
        _zenith = Colour.Of(40 + chance.Below(60, 4), 80 + chance.Below(60, 5), 150 + chance.Below(80, 6));
        _glow = Colour.Of(255, 190 + chance.Below(50, 7), 130 + chance.Below(80, 8));
        _meadow = Colour.Of(40 + chance.Below(90, 9), 80 + chance.Below(60, 10), 30 + chance.Below(30, 11));
    }

    /// <summary>Draws the next rows, if any are left.</summary>
    public void DrawRows(int count)
    {
        int end = Math.Min(_rowsDrawn + count, _picture.Size.Height);
        while (_rowsDrawn < end) DrawRow(_rowsDrawn++);
    }

    /// <summary>The whole picture, once what is still missing has been drawn.</summary>
    public Picture Finish()
    {
        DrawRows(_picture.Size.Height);
        return _picture;
    }

    private void DrawRow(int y)
    {
        AddOctaves(y);
        uint sky = Colour.Mix(_zenith, _glow, (y << 8) / _picture.Size.Height);
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(_picture.Row(y));
        uint grain = 0;
        for (int x = 0; x < pixels.Length; x++)
        {
            int level = _levels[x];
            uint colour = y < _horizon[x]
                ? Colour.Mix(sky, 0xFFFFFFFF, Math.Clamp((level - 110) * 2, 0, 230))
                : Colour.Lighten(_meadow, level - 120 - ((y - _horizon[x]) / 4));
            if (x % GrainPixels == 0) grain = _chance.At(x, y);
            pixels[x] = Colour.Lighten(colour, (int)(grain & 3) - 1);
            grain >>= 2;
        }
    }

    // Sums to 256 levels: half from the large shapes, a tenth from the smallest.
    private void AddOctaves(int y)
    {
        Array.Clear(_levels);
        _clouds.AddRow(_levels, y * 2, 6, 128);
        _clouds.AddRow(_levels, y + 7000, 5, 64);
        _detail.AddRow(_levels, y, 3, 40);
        _detail.AddRow(_levels, y + 9000, 1, 24);
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
