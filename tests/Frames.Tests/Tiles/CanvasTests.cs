using ScreenShare.Frames.Tiles;

namespace ScreenShare.Frames.Tests.Tiles;

public sealed class CanvasTests
{
    private readonly TileGrid _grid = new(new PictureSize(300, 200));

    [Fact]
    public void A_picture_sent_tile_by_tile_is_the_picture()
    {
        var encoder = new TileEncoder();
        var canvas = new Canvas(_grid);
        foreach (Content content in Enum.GetValues<Content>())
        {
            Picture source = Pictures.Make(_grid.Size, content, seed: 1);

            for (int i = 0; i < _grid.Count; i++)
            {
                byte[] payload = Pictures.Encode(encoder, source, _grid.Bounds(new TileIndex(i)));
                Assert.True(canvas.TryApply(new TileIndex(i), payload, out RecordViolation violation));
                Assert.Equal(RecordViolation.None, violation);
            }

            Assert.Equal(source.Digest(), canvas.Picture.Digest());
        }
    }

    [Fact]
    public void A_tile_that_the_grid_does_not_have_is_refused()
    {
        var canvas = new Canvas(_grid);

        Assert.False(canvas.TryApply(new TileIndex(_grid.Count), [1, 2, 3, 4], out RecordViolation violation));
        Assert.Equal(RecordViolation.OutsideGrid, violation);
        Assert.False(canvas.TryApply(default, [1, 2, 3, 4], out violation));
        Assert.Equal(RecordViolation.OutsideGrid, violation);
        Assert.Equal(new Picture(_grid.Size).Digest(), canvas.Picture.Digest());
    }
}
