using System.Runtime.InteropServices;

namespace ScreenShare.Frames.Layers;

/// <summary>Draws the mouse pointer into a picture: exact in whole numbers, so that all viewers show the same pixels.</summary>
public static class PointerPainter
{
    private const uint Opaque = 0xFF000000;

    /// <summary>What lies outside the picture is left out; a hidden pointer changes nothing.</summary>
    public static void Paint(Picture picture, PointerState pointer)
    {
        if (!pointer.IsVisible || pointer.Shape is not { } shape) return;
        int left = pointer.X - shape.HotX;
        int top = pointer.Y - shape.HotY;
        int fromX = Math.Max(0, -left);
        int toX = Math.Min(shape.Width, picture.Size.Width - left);
        int toY = Math.Min(shape.Height, picture.Size.Height - top);
        if (fromX >= toX) return;
        for (int y = Math.Max(0, -top); y < toY; y++)
        {
            Span<uint> row = MemoryMarshal.Cast<byte, uint>(picture.Row(top + y)).Slice(left + fromX, toX - fromX);
            ReadOnlySpan<uint> drawn = shape.Pixels.Slice((y * shape.Width) + fromX, row.Length);
            for (int x = 0; x < row.Length; x++) row[x] = Blend(drawn[x], row[x]);
        }
    }

    /// <summary>A pointer's pixel over an opaque one: what covers plus what shines through, rounded, never above 255.</summary>
    public static uint Blend(uint premultiplied, uint below)
    {
        uint shining = 255 - (premultiplied >> 24);
        if (shining == 0) return premultiplied;
        if (premultiplied == 0) return below;
        uint blended = Opaque;
        for (int shift = 0; shift < 24; shift += 8)
        {
            uint sum = ((premultiplied >> shift) & 255) + (((((below >> shift) & 255) * shining) + 127) / 255);
            blended |= Math.Min(sum, 255) << shift;
        }

        return blended;
    }
}
