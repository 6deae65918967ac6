namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>The mouse pointer: what it looks like and where its hot spot is.</summary>
/// <param name="Pixels">Premultiplied ARGB, row by row.</param>
internal sealed record Pointer(uint[] Pixels, int Width, int Height, int HotX, int HotY)
{
    public static unsafe Pointer From(XFixesCursorImage* image)
    {
        var pixels = new uint[image->Width * image->Height];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (uint)image->Pixels[i];
        return new Pointer(pixels, image->Width, image->Height, image->HotX, image->HotY);
    }

    /// <summary>What it covers when it points at (x, y).</summary>
    public Area At(int x, int y) => new(x - HotX, y - HotY, Width, Height);

    /// <summary>A pointer's pixel over one of the picture.</summary>
    public static uint Blend(uint premultiplied, uint below)
    {
        uint alpha = premultiplied >> 24;
        if (alpha == 255) return premultiplied;
        if (alpha == 0 && premultiplied == 0) return below;
        uint left = 255 - alpha;
        uint blended = 0xFF000000;
        for (int shift = 0; shift < 24; shift += 8)
        {
            uint sum = ((premultiplied >> shift) & 255) + (((((below >> shift) & 255) * left) + 127) / 255);
            blended |= Math.Min(sum, 255) << shift;
        }

        return blended;
    }
}
