using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>Makes the pointer smaller along with its picture. Keeps the last shape it made. Owned by the capture task.</summary>
internal sealed class PointerScaler
{
    private PointerShape? _shape;
    private PointerShape? _scaled;
    private (PictureSize From, PictureSize To) _sizes;

    /// <param name="from">Size of the captured picture.</param>
    /// <param name="to">Size it is sent in; not larger.</param>
    public PointerState Scale(PointerState pointer, PictureSize from, PictureSize to)
    {
        if (from == to || !pointer.IsVisible) return pointer;
        if (_sizes != (from, to) || !ReferenceEquals(_shape, pointer.Shape))
        {
            _sizes = (from, to);
            _shape = pointer.Shape;
            _scaled = pointer.Shape is null ? null : Scale(pointer.Shape, from, to);
        }

        return pointer with { X = pointer.X * to.Width / from.Width, Y = pointer.Y * to.Height / from.Height, Shape = _scaled };
    }

    private static PointerShape Scale(PointerShape shape, PictureSize from, PictureSize to)
    {
        int width = Math.Max(1, shape.Width * to.Width / from.Width);
        int height = Math.Max(1, shape.Height * to.Height / from.Height);
        var pixels = new uint[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                pixels[(y * width) + x] = Mean(
                    shape, x * shape.Width / width, (x + 1) * shape.Width / width,
                    y * shape.Height / height, (y + 1) * shape.Height / height);
            }
        }

        return new PointerShape(pixels, width, height, shape.HotX * width / shape.Width, shape.HotY * height / shape.Height);
    }

    /// <summary>Premultiplied colours may be averaged like any numbers.</summary>
    private static uint Mean(PointerShape shape, int fromX, int toX, int fromY, int toY)
    {
        uint mean = 0;
        uint count = (uint)((toX - fromX) * (toY - fromY));
        for (int shift = 0; shift < 32; shift += 8)
        {
            uint sum = count / 2; // to round to the nearest
            for (int y = fromY; y < toY; y++)
            {
                for (int x = fromX; x < toX; x++) sum += (shape.Pixels[(y * shape.Width) + x] >> shift) & 255;
            }

            mean |= sum / count << shift;
        }

        return mean;
    }
}
