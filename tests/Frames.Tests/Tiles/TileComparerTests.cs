using ScreenShare.Frames.Tiles;

namespace ScreenShare.Frames.Tests.Tiles;

public sealed class TileComparerTests
{
    [Theory]
    [InlineData(1, 1, 64)]
    [InlineData(65, 65, 64)]
    [InlineData(203, 131, 64)]
    [InlineData(203, 131, 16)]
    [InlineData(300, 200, 128)]
    [InlineData(1920, 1080, 64)]
    public void Random_edits_are_found_as_a_plain_comparison_finds_them(int width, int height, int edge)
    {
        var random = new Random(width * 31 + edge);
        var grid = new TileGrid(new PictureSize(width, height), edge);
        Picture previous = Pictures.Make(grid.Size, Content.Gradient, seed: 1);
        Picture current = Pictures.Make(grid.Size, Content.Gradient, seed: 1);
        var comparer = new TileComparer(grid);
        var changed = new TileSet(grid);

        for (int round = 0; round < 20; round++)
        {
            // A single byte, anywhere.
            for (int edit = random.Next(6); edit > 0; edit--)
                current.Pixels[random.Next(current.Pixels.Length)] ^= (byte)(1 << random.Next(8));

            comparer.Compare(previous, current, changed);
            Assert.Equal(Naive(previous, current, grid), Walk(changed));

            TileComparer.Copy(current, previous, changed);
            Assert.True(previous.Pixels.SequenceEqual(current.Pixels));
        }
    }

    [Fact]
    public void Each_byte_of_a_small_picture_matters()
    {
        var grid = new TileGrid(new PictureSize(37, 35), 16);
        var previous = new Picture(grid.Size);
        var current = new Picture(grid.Size);
        var comparer = new TileComparer(grid);
        var changed = new TileSet(grid);

        for (int i = 0; i < current.Pixels.Length; i++)
        {
            current.Pixels[i] ^= 1;
            comparer.Compare(previous, current, changed);
            current.Pixels[i] ^= 1;

            (int y, int x) = Math.DivRem(i / Picture.PixelBytes, 37);
            Assert.Equal([y / 16 * 3 + x / 16], Walk(changed));
        }
    }

    [Fact]
    public void Damage_limits_the_search_and_may_report_too_much()
    {
        var grid = new TileGrid(new PictureSize(256, 256));
        var previous = new Picture(grid.Size);
        var current = new Picture(grid.Size);
        Pictures.PixelsOf(current)[0] = 0xFF00FF00;
        Pictures.PixelsOf(current)[255 * 256 + 255] = 0xFF00FF00;
        var comparer = new TileComparer(grid);
        var changed = new TileSet(grid);

        comparer.Compare(previous, current, [new TileRectangle(200, 0, 20, 256), new TileRectangle(0, 100, 10, 10)], changed);
        Assert.Equal([15], Walk(changed));

        comparer.Compare(previous, current, [], changed);
        Assert.Empty(Walk(changed));

        comparer.Compare(previous, current, [new TileRectangle(-10, -10, 1000, 1000)], changed);
        Assert.Equal([0, 15], Walk(changed));
    }

    [Fact]
    public void Comparing_and_copying_allocate_nothing()
    {
        var grid = new TileGrid(new PictureSize(640, 360));
        Picture previous = Pictures.Make(grid.Size, Content.Text, seed: 1);
        Picture current = Pictures.Make(grid.Size, Content.Text, seed: 2);
        var comparer = new TileComparer(grid);
        var changed = new TileSet(grid);
        TileRectangle[] damage = [new(0, 0, 100, 100)];
        comparer.Compare(previous, current, changed);

        long before = GC.GetAllocatedBytesForCurrentThread();
        comparer.Compare(previous, current, changed);
        comparer.Compare(previous, current, damage, changed);
        TileComparer.Copy(current, previous, changed);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Pictures_and_sets_of_another_grid_are_the_callers_mistake()
    {
        var grid = new TileGrid(new PictureSize(64, 64));
        var other = new TileGrid(new PictureSize(65, 64));
        var comparer = new TileComparer(grid);

        Assert.Throws<ArgumentException>(() => comparer.Compare(new Picture(other.Size), new Picture(grid.Size), new TileSet(grid)));
        Assert.Throws<ArgumentException>(() => comparer.Compare(new Picture(grid.Size), new Picture(grid.Size), new TileSet(other)));
        Assert.Throws<ArgumentException>(() => TileComparer.Copy(new Picture(grid.Size), new Picture(other.Size), new TileSet(grid)));
    }

    private static List<int> Naive(Picture previous, Picture current, TileGrid grid)
    {
        var tiles = new List<int>();
        for (int i = 0; i < grid.Count; i++)
        {
            TileRectangle bounds = grid.Bounds(new TileIndex(i));
            bool differs = false;
            for (int y = 0; y < bounds.Height; y++) differs |= !bounds.Row(previous, y).SequenceEqual(bounds.Row(current, y));
            if (differs) tiles.Add(i);
        }
        return tiles;
    }

    private static List<int> Walk(TileSet set)
    {
        var tiles = new List<int>();
        foreach (TileIndex tile in set) tiles.Add(tile.Value);
        return tiles;
    }
}
