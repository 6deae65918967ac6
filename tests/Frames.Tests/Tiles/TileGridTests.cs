using ScreenShare.Frames.Tiles;

namespace ScreenShare.Frames.Tests.Tiles;

public sealed class TileGridTests
{
    [Theory]
    [InlineData(1, 1, 64)]
    [InlineData(64, 64, 64)]
    [InlineData(65, 63, 64)]
    [InlineData(1920, 1080, 64)]
    [InlineData(1920, 1080, 48)]
    [InlineData(200, 300, 128)]
    [InlineData(33, 17, 16)]
    public void Tiles_cover_every_pixel_once(int width, int height, int edge)
    {
        var grid = new TileGrid(new PictureSize(width, height), edge);
        var covered = new int[width * height];

        for (int i = 0; i < grid.Count; i++)
        {
            TileRectangle bounds = grid.Bounds(new TileIndex(i));
            Assert.True(bounds.IsInside(grid.Size));
            for (int y = bounds.Y; y < bounds.Y + bounds.Height; y++)
            {
                for (int x = bounds.X; x < bounds.X + bounds.Width; x++) covered[y * width + x]++;
            }
        }

        Assert.All(covered.Distinct(), times => Assert.Equal(1, times));
    }

    [Fact]
    public void Tiles_are_numbered_row_by_row()
    {
        var grid = new TileGrid(new PictureSize(1920, 1080));

        Assert.Equal((30, 17, 510), (grid.Columns, grid.Rows, grid.Count));
        Assert.Equal(31, grid.At(column: 1, row: 1).Value);
        Assert.Equal(new TileRectangle(64, 64, 64, 64), grid.Bounds(new TileIndex(31)));
        Assert.Equal(new TileRectangle(1856, 1024, 64, 56), grid.Bounds(new TileIndex(509)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(40)]
    [InlineData(144)]
    public void An_edge_that_is_no_multiple_of_16_from_16_to_128_is_refused(int edge)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TileGrid(new PictureSize(100, 100), edge));
    }

    [Fact]
    public void What_names_no_tile_is_refused()
    {
        var grid = new TileGrid(new PictureSize(100, 100));

        Assert.False(grid.Contains(default));
        Assert.False(grid.Contains(new TileIndex(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => grid.Bounds(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => grid.Bounds(new TileIndex(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => grid.At(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TileIndex(-1));
        Assert.Throws<ArgumentException>(() => new TileGrid(default));
    }
}
