namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>The strip at the lower edge with a button for each window, the frame's number and a clock.</summary>
internal sealed class Taskbar(Area bar) : ILayer
{
    public const int HeightPixels = 28;

    // The clock shows the time that the frame has at this pace, whatever the true one: the picture depends on the number alone.
    private const int FramesPerSecond = 30;
    private const int ClockPixels = 29 * Font.CellWidth;
    private const int ButtonPixels = 110;

    private readonly LineWriter _clock = new(40);

    private Area ClockArea => bar with { X = bar.Right - ClockPixels, Width = ClockPixels };

    public Area ExtentAt(long frame) => bar;

    public Area OpaqueAt(long frame) => bar;

    public void AddChanges(long frame, List<Area> changes) => changes.Add(ClockArea);

    public void Paint(Brush brush, long frame)
    {
        brush.Gradient(bar, Colour.Of(48, 52, 62), Colour.Of(30, 32, 40));
        int textY = bar.Y + ((bar.Height - Font.CellHeight) / 2);
        PaintButton(brush, 0, textY, "terminal"u8);
        PaintButton(brush, 1, textY, "editor"u8);
        PaintButton(brush, 2, textY, "photographs"u8);
        PaintButton(brush, 3, textY, "rates"u8);

        long seconds = frame / FramesPerSecond;
        ReadOnlySpan<byte> clock = _clock.Start().Add("frame "u8).Add(frame, 7).Add("   "u8)
            .Add(seconds / 3600 % 24, 2).Add(":"u8).Add(seconds / 60 % 60, 2).Add(":"u8).Add(seconds % 60, 2).Add("."u8)
            .Add(frame % FramesPerSecond * 100 / FramesPerSecond, 2).Line;
        brush.Text(ClockArea.X, textY, clock, Colour.Of(235, 238, 242));
    }

    private void PaintButton(Brush brush, int place, int textY, ReadOnlySpan<byte> name)
    {
        var button = new Area(bar.X + 4 + (place * (ButtonPixels + 4)), bar.Y + 3, ButtonPixels, bar.Height - 6);
        if (button.Right > ClockArea.X) return;
        brush.Fill(button, Colour.Of(66, 72, 86));
        brush.Text(button.X + 8, textY, name, Colour.Of(214, 218, 226));
    }
}
