namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>A small window with a bar chart that somebody drags round the screen without ever letting go.</summary>
internal sealed class MovingWindow : ILayer
{
    private const int FramesPerBar = 4;
    private const int BarPixels = 9;
    private const int PixelsPerFrameAcross = 3;
    private const int PixelsPerFrameDown = 2;

    private readonly Area _room;
    private readonly Chance _chance;
    private readonly LineWriter _label = new(40);
    private readonly int _width;
    private readonly int _height;

    /// <param name="room">What it may move in.</param>
    public MovingWindow(Area room, int width, int height, Chance chance)
    {
        _room = room;
        _width = width;
        _height = height;
        _chance = chance;
    }

    public Area ExtentAt(long frame) => WindowFrame.Extent(OpaqueAt(frame));

    public Area OpaqueAt(long frame) => new(
        _room.X + Bounce((frame * PixelsPerFrameAcross) + _chance.Below(1000, 1), _room.Width - _width),
        _room.Y + Bounce((frame * PixelsPerFrameDown) + _chance.Below(1000, 2), _room.Height - _height),
        _width,
        _height);

    public void AddChanges(long frame, List<Area> changes) => changes.Add(ExtentAt(frame).Union(ExtentAt(frame - 1)));

    public void Paint(Brush brush, long frame)
    {
        Area window = OpaqueAt(frame);
        WindowFrame.Paint(brush, window, "rates"u8);
        Area content = WindowFrame.Content(window);
        brush.Fill(content, Colour.Of(30, 36, 48));
        for (int line = 1; line < 4; line++)
            brush.Fill(new Area(content.X, content.Y + (content.Height * line / 4), content.Width, 1), Colour.Of(58, 66, 84));

        var inside = new Brush(brush, content);
        long first = frame / FramesPerBar;
        int bars = content.Width / BarPixels;
        for (int bar = 0; bar < bars; bar++)
        {
            int height = content.Height * LevelAt(first + bar) / 128;
            var area = new Area(content.X + 3 + (bar * BarPixels), content.Bottom - height, BarPixels - 2, height);
            inside.Gradient(area, Colour.Of(110, 210, 250), Colour.Of(40, 90, 200));
        }

        ReadOnlySpan<byte> label = _label.Start().Add(LevelAt(first + bars - 1) * 37).Add(" kB/s"u8).Line;
        inside.Text(content.X + 6, content.Y + 4, label, Colour.Of(240, 244, 250));
    }

    // From 20 to 99; neighbours are averaged so that the chart has a trend.
    private int LevelAt(long bar) =>
        20 + ((_chance.Below(80, bar / 8, 9) + _chance.Below(80, (bar + 4) / 8, 9) + _chance.Below(80, bar, 9)) / 3);

    private static int Bounce(long way, int range)
    {
        if (range <= 0) return 0;
        int place = (int)(way % (2L * range));
        return place <= range ? place : (2 * range) - place;
    }
}
