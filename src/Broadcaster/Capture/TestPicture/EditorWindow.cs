namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>A program being typed: letters come one by one behind a blinking caret, and at the end of a line the page moves up.</summary>
internal sealed class EditorWindow(Area window, Chance chance) : ILayer
{
    private const int FramesPerLetter = 2;

    // A line takes so many letters' time, also when it is shorter: somebody thinks.
    private const int LettersPerLine = 60;
    private const int FramesPerLine = FramesPerLetter * LettersPerLine;
    private const int FramesPerBlink = 10;
    private const int Margin = 6;
    private const int GutterPixels = 5 * Font.CellWidth;
    private const int LinePixels = Font.CellHeight + 2;

    private readonly Prose _prose = new(chance);
    private readonly LineWriter _number = new(20);
    private readonly Area _content = WindowFrame.Content(window);

    private int Rows => (_content.Height - (2 * Margin)) / LinePixels;

    public Area ExtentAt(long frame) => WindowFrame.Extent(window);

    public Area OpaqueAt(long frame) => window;

    public void AddChanges(long frame, List<Area> changes)
    {
        if (frame % FramesPerLine == 0) changes.Add(_content);
        else if (frame % FramesPerLetter == 0 || frame % FramesPerBlink == 0) changes.Add(RowArea(Rows - 1));
    }

    public void Paint(Brush brush, long frame)
    {
        WindowFrame.Paint(brush, window, "editor: picker.cs"u8);
        brush.Fill(_content, Colour.Of(252, 251, 247));
        var text = new Brush(brush, _content);
        text.Fill(_content with { Width = GutterPixels + Margin - 3 }, Colour.Of(240, 239, 233));
        long typing = (frame / FramesPerLine) + Rows;
        for (int row = 0; row < Rows - 1; row++)
            PaintLine(text, row, typing - Rows + 1 + row, int.MaxValue);
        if (Rows < 1) return;

        brush.Fill(RowArea(Rows - 1), Colour.Of(238, 243, 252));
        int letters = (int)(frame % FramesPerLine / FramesPerLetter);
        int end = PaintLine(text, Rows - 1, typing, letters);
        if (frame / FramesPerBlink % 2 == 0) text.Fill(new Area(end, RowArea(Rows - 1).Y, 2, Font.CellHeight), Colour.Of(30, 30, 30));
    }

    private Area RowArea(int row) => _content with { Y = _content.Y + Margin + (row * LinePixels), Height = LinePixels };

    /// <returns>Where the next letter would be.</returns>
    private int PaintLine(Brush brush, int row, long number, int letters)
    {
        Area area = RowArea(row);
        int x = _content.X + GutterPixels + Margin;
        if (area.Intersect(brush.Clip).IsEmpty) return x;
        brush.Text(_content.X + 4, area.Y, _number.Start().Add(number, 4).Line, Colour.Of(170, 168, 160));

        ReadOnlySpan<byte> line = _prose.CodeLine(number);
        line = line[..Math.Min(letters, line.Length)];
        while (!line.IsEmpty)
        {
            int end = line.IndexOfAny(" .(,"u8) + 1;
            if (end == 0) end = line.Length;
            brush.Text(x, area.Y, line[..end], WordColour(line[..end]));
            x += end * Font.CellWidth;
            line = line[end..];
        }

        return x;
    }

    private static uint WordColour(ReadOnlySpan<byte> word) => word[^1] switch
    {
        (byte)' ' => Colour.Of(160, 40, 140),
        (byte)'.' => Colour.Of(30, 90, 170),
        (byte)';' => Colour.Of(20, 120, 70),
        _ => Colour.Of(50, 50, 54),
    };
}
