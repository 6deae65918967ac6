namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>A log running through a terminal: one more line every few frames, everything above moves up.</summary>
internal sealed class TerminalWindow(Area window, Chance chance) : ILayer
{
    // 10 lines a second at 30 frames a second.
    private const int FramesPerLine = 3;
    private const int Margin = 5;

    private readonly Prose _prose = new(chance);
    private readonly Area _content = WindowFrame.Content(window);

    public Area ExtentAt(long frame) => WindowFrame.Extent(window);

    public Area OpaqueAt(long frame) => window;

    public void AddChanges(long frame, List<Area> changes)
    {
        if (frame % FramesPerLine == 0) changes.Add(_content);
    }

    public void Paint(Brush brush, long frame)
    {
        WindowFrame.Paint(brush, window, "terminal: tail -f node.log"u8);
        brush.Fill(_content, Colour.Of(22, 24, 30));
        var text = new Brush(brush, _content.Inset(Margin));
        int rows = (_content.Height - (2 * Margin)) / Font.CellHeight;
        long first = frame / FramesPerLine;
        for (int row = 0; row < rows; row++)
            PaintLine(text, _content.Y + Margin + (row * Font.CellHeight), first + row);
    }

    private void PaintLine(Brush brush, int y, long number)
    {
        if (y >= brush.Clip.Bottom || y + Font.CellHeight <= brush.Clip.Y) return;
        const int timeLetters = 9;
        int x = _content.X + Margin;
        ReadOnlySpan<byte> line = _prose.LogLine(number);
        brush.Text(x, y, line[..timeLetters], Colour.Of(110, 130, 150));
        uint colour = chance.Below(12, number, 50) switch
        {
            0 => Colour.Of(240, 110, 100),
            1 or 2 => Colour.Of(230, 200, 110),
            3 or 4 => Colour.Of(120, 210, 140),
            _ => Colour.Of(212, 216, 222),
        };
        brush.Text(x + (timeLetters * Font.CellWidth), y, line[timeLetters..], colour);
    }
}
