using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>
/// A drawn desktop, lively enough to stand in for a real one. Frame N is a pure function of (size, seed, N), in integers only, so
/// it is the same on every machine. Going from one frame to the next repaints just the areas that differ: the whole scene is
/// painted again, clipped to each of them. Used by one thread at a time.
/// </summary>
internal sealed class Desktop
{
    private readonly Area _screen;
    private readonly ILayer[] _layers;
    private readonly List<Area> _changes = [];

    public Desktop(PictureSize size, ulong seed)
    {
        var chance = new Chance(seed);
        _screen = new Area(0, 0, size.Width, size.Height);
        Area room = _screen with { Height = Math.Max(0, size.Height - Taskbar.HeightPixels) };
        _layers =
        [
            new Wallpaper(size, chance.For(1)),
            new TerminalWindow(Part(room, 3, 5, 44, 52), chance.For(2)),
            new EditorWindow(Part(room, 53, 8, 43, 50), chance.For(3)),
            new PhotoWindow(Part(room, 31, 46, 30, 48), chance.For(4)),
            new MovingWindow(room.Inset(8), size.Width / 5, size.Height / 4, chance.For(5)),
            new Taskbar(_screen with { Y = room.Bottom, Height = size.Height - room.Height }),
        ];
    }

    /// <summary>Paints all of a frame, whatever the picture holds.</summary>
    public void PaintAll(Picture picture, long frame) => PaintArea(picture, _screen, frame);

    /// <summary>Paints what differs from the frame before, which the picture holds.</summary>
    public void PaintChanges(Picture picture, long frame)
    {
        _changes.Clear();
        foreach (ILayer layer in _layers) layer.AddChanges(frame, _changes);
        foreach (Area change in _changes) PaintArea(picture, change, frame);
    }

    private void PaintArea(Picture picture, Area area, long frame)
    {
        var brush = new Brush(picture, area);
        if (brush.Clip.IsEmpty) return;

        int bottom = _layers.Length - 1;
        while (bottom > 0 && !_layers[bottom].OpaqueAt(frame).Contains(brush.Clip)) bottom--;
        for (int i = bottom; i < _layers.Length; i++)
        {
            var layerBrush = new Brush(brush, _layers[i].ExtentAt(frame));
            if (!layerBrush.Clip.IsEmpty) _layers[i].Paint(layerBrush, frame);
        }
    }

    /// <summary>A rectangle given in hundredths of another.</summary>
    private static Area Part(Area of, int x, int y, int width, int height) => new(
        of.X + (of.Width * x / 100), of.Y + (of.Height * y / 100), of.Width * width / 100, of.Height * height / 100);
}
