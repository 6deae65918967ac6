using ScreenShare.Frames;
using ScreenShare.Frames.Tiles;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Viewer.Gui.Tests;

/// <summary>Pictures and frames as a session would show them.</summary>
internal static class TestFrame
{
    public static readonly DateTimeOffset CaptureTime = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static Picture Noise(PictureSize size, int seed)
    {
        var picture = new Picture(size);
        new Random(seed).NextBytes(picture.Pixels);
        MakeOpaque(picture);
        return picture;
    }

    /// <summary>Gives every pixel of the tiles another colour, and tells which tiles they are.</summary>
    public static TileSet Change(Picture picture, params int[] tiles)
    {
        var changed = new TileSet(new TileGrid(picture.Size));
        foreach (int tile in tiles)
        {
            changed.Add(new TileIndex(tile));
            TileRectangle area = changed.Grid.Bounds(new TileIndex(tile));
            for (int y = area.Y; y < area.Y + area.Height; y++)
            {
                foreach (ref byte part in picture.Row(y).Slice(area.X * 4, area.Width * 4))
                    part += 77;
            }
        }

        MakeOpaque(picture);
        return changed;
    }

    public static TileSet All(PictureSize size)
    {
        var all = new TileSet(new TileGrid(size));
        all.AddAll();
        return all;
    }

    public static ShownFrame Of(Picture picture, uint number) => new()
    {
        Number = new FrameNumber(number),
        Kind = ManifestKind.Delta,
        Size = picture.Size,
        StartsSession = number == 1,
        CaptureTime = CaptureTime,
        Delay = TimeSpan.FromMilliseconds(-12),
        SkippedFrames = 3,
        ChangedTiles = 1,
    };

    private static void MakeOpaque(Picture picture)
    {
        for (int i = 3; i < picture.Pixels.Length; i += 4)
            picture.Pixels[i] = 255;
    }
}
