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

    private static PointerShape Scale(PointerShape shape, PictureSize from, PictureSize to) => shape.Shrink(
        Math.Max(1, shape.Width * to.Width / from.Width), Math.Max(1, shape.Height * to.Height / from.Height));
}
