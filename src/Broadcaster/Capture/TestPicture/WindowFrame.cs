namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>What is round a window's content: shadow, border, title bar.</summary>
internal static class WindowFrame
{
    public const int ShadowPixels = 6;
    private const int TitlePixels = 22;

    private static readonly uint[] Buttons = [Colour.Of(237, 106, 94), Colour.Of(245, 191, 79), Colour.Of(98, 197, 84)];

    // Rows of a round button: how far each is drawn in from both sides.
    private static readonly int[] ButtonInsets = [3, 1, 1, 0, 0, 0, 0, 1, 1, 3];

    public static Area Extent(Area window) => new(window.X, window.Y, window.Width + ShadowPixels, window.Height + ShadowPixels);

    /// <summary>The part of a window that its content may use; may be empty on a tiny screen.</summary>
    public static Area Content(Area window) => new(window.X + 1, window.Y + TitlePixels, window.Width - 2, window.Height - TitlePixels - 1);

    public static void Paint(Brush brush, Area window, ReadOnlySpan<byte> title)
    {
        brush.Darken(new Area(window.Right, window.Y + ShadowPixels, ShadowPixels, window.Height), 90);
        brush.Darken(new Area(window.X + ShadowPixels, window.Bottom, window.Width - ShadowPixels, ShadowPixels), 90);
        brush.Fill(window, Colour.Of(70, 74, 82));
        var bar = new Area(window.X + 1, window.Y + 1, window.Width - 2, TitlePixels - 2);
        brush.Gradient(bar, Colour.Of(232, 234, 238), Colour.Of(200, 204, 212));
        for (int i = 0; i < Buttons.Length; i++)
            PaintButton(brush, bar.X + 7 + (i * 16), bar.Y + 5, Buttons[i]);
        int letters = Math.Min(title.Length, (bar.Width - 60) / Font.CellWidth);
        if (letters > 0) brush.Text(bar.X + 60, bar.Y + 4, title[..letters], Colour.Of(60, 64, 72));
    }

    private static void PaintButton(Brush brush, int x, int y, uint colour)
    {
        for (int row = 0; row < ButtonInsets.Length; row++)
            brush.Fill(new Area(x + ButtonInsets[row], y + row, ButtonInsets.Length - (2 * ButtonInsets[row]), 1), colour);
    }
}
