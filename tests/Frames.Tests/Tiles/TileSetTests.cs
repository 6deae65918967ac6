using ScreenShare.Frames.Tiles;

namespace ScreenShare.Frames.Tests.Tiles;

public sealed class TileSetTests
{
    private readonly TileGrid _grid = new(new PictureSize(1000, 700));

    [Fact]
    public void Tiles_come_out_in_order_and_once()
    {
        var random = new Random(7);
        var set = new TileSet(_grid);
        var expected = new SortedSet<int>();

        for (int i = 0; i < 60; i++)
        {
            var tile = new TileIndex(random.Next(_grid.Count));
            Assert.Equal(expected.Add(tile.Value), set.Add(tile));
        }

        Assert.Equal(expected.Count, set.Count);
        Assert.Equal(expected, Walk(set));
        Assert.All(expected, value => Assert.True(set.Contains(new TileIndex(value))));
    }

    [Fact]
    public void All_is_every_tile_of_the_grid_and_clear_is_none()
    {
        var set = new TileSet(_grid);

        set.AddAll();
        Assert.Equal(Enumerable.Range(0, _grid.Count), Walk(set));
        Assert.Equal(_grid.Count, set.Count);

        set.Clear();
        Assert.Empty(Walk(set));
        Assert.Equal(0, set.Count);
    }

    [Fact]
    public void An_area_adds_the_tiles_that_share_a_pixel_with_it()
    {
        Assert.Equal([0], Touched(new TileRectangle(0, 0, 1, 1)));
        Assert.Equal([0], Touched(new TileRectangle(63, 63, 1, 1)));
        Assert.Equal([0, 1, 16, 17], Touched(new TileRectangle(63, 63, 2, 2)));
        Assert.Equal([0], Touched(new TileRectangle(-50, -50, 51, 51)));
        Assert.Equal([175], Touched(new TileRectangle(999, 699, int.MaxValue, int.MaxValue)));
    }

    [Fact]
    public void An_area_that_is_empty_or_outside_adds_nothing()
    {
        Assert.Empty(Touched(default));
        Assert.Empty(Touched(new TileRectangle(10, 10, -5, 5)));
        Assert.Empty(Touched(new TileRectangle(1000, 0, 5, 5)));
        Assert.Empty(Touched(new TileRectangle(-5, 0, 5, 5)));
        Assert.Empty(Touched(new TileRectangle(int.MinValue, 0, 5, 5)));
    }

    private List<int> Touched(TileRectangle area)
    {
        var set = new TileSet(_grid);
        set.AddTouching(area);
        return Walk(set);
    }

    private static List<int> Walk(TileSet set)
    {
        var tiles = new List<int>();
        foreach (TileIndex tile in set) tiles.Add(tile.Value);
        return tiles;
    }
}
