using System.Runtime.InteropServices;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>Draws into one part of a picture; whatever falls outside <see cref="Clip"/> is left alone.</summary>
internal sealed class Brush
{
    private readonly Picture _picture;

    public Brush(Picture picture, Area clip)
    {
        _picture = picture;
        Clip = clip.Intersect(new Area(0, 0, picture.Size.Width, picture.Size.Height));
    }

    /// <summary>The same picture, clipped further.</summary>
    public Brush(Brush brush, Area clip)
        : this(brush._picture, clip.Intersect(brush.Clip)) { }

    public Area Clip { get; }

    public void Fill(Area area, uint colour)
    {
        area = area.Intersect(Clip);
        for (int y = area.Y; y < area.Bottom; y++)
            Row(y).Slice(area.X, area.Width).Fill(colour);
    }

    /// <summary>From <paramref name="top"/> in the area's first row to <paramref name="bottom"/> in its last.</summary>
    public void Gradient(Area area, uint top, uint bottom)
    {
        Area seen = area.Intersect(Clip);
        for (int y = seen.Y; y < seen.Bottom; y++)
            Row(y).Slice(seen.X, seen.Width).Fill(Colour.Mix(top, bottom, ((y - area.Y) << 8) / area.Height));
    }

    /// <summary>Takes <paramref name="part"/> of 256 of the light away: a shadow.</summary>
    public void Darken(Area area, int part)
    {
        area = area.Intersect(Clip);
        for (int y = area.Y; y < area.Bottom; y++)
        {
            foreach (ref uint pixel in Row(y).Slice(area.X, area.Width))
                pixel = Colour.Mix(pixel, 0xFF000000, part);
        }
    }

    /// <summary>Shows <paramref name="shown"/>, a part of a picture whose top left corner lies at the given place.</summary>
    public void Copy(Picture from, int x, int y, Area shown)
    {
        shown = shown.Intersect(Clip).Intersect(new Area(x, y, from.Size.Width, from.Size.Height));
        for (int row = shown.Y; row < shown.Bottom; row++)
            Pixels(from, row - y).Slice(shown.X - x, shown.Width).CopyTo(Row(row)[shown.X..]);
    }

    /// <summary>One line of ASCII, its cells' top left corner at the given place.</summary>
    public void Text(int x, int y, ReadOnlySpan<byte> line, uint colour)
    {
        foreach (byte letter in line)
        {
            if (x >= Clip.Right) return;
            if (letter != ' ') Letter(x, y, letter, colour);
            x += Font.CellWidth;
        }
    }

    private void Letter(int x, int y, byte letter, uint colour)
    {
        Area seen = new Area(x, y, Font.CellWidth, Font.CellHeight).Intersect(Clip);
        if (seen.IsEmpty) return;
        ReadOnlySpan<byte> glyph = Font.Glyph(letter);
        for (int row = seen.Y; row < seen.Bottom; row++)
        {
            int bits = glyph[row - y];
            if (bits == 0) continue;
            Span<uint> pixels = Row(row);
            for (int column = seen.X; column < seen.Right; column++)
            {
                if ((bits & (1 << (Font.CellWidth - 1 - (column - x)))) != 0) pixels[column] = colour;
            }
        }
    }

    private Span<uint> Row(int y) => Pixels(_picture, y);

    private static Span<uint> Pixels(Picture picture, int y) => MemoryMarshal.Cast<byte, uint>(picture.Row(y));
}
