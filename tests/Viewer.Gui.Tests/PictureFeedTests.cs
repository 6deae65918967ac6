using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.Frames.Tiles;
using ScreenShare.Viewer.Gui.Feed;

namespace ScreenShare.Viewer.Gui.Tests;

public sealed class PictureFeedTests : IDisposable
{
    private static readonly PictureSize Size = new(200, 130); // 4 × 3 tiles, the last ones cut off

    private readonly PictureFeed _feed = new();
    private readonly PictureUpdate _update = new();
    private readonly PictureMessage _message = new();
    private readonly Picture _picture = TestFrame.Noise(Size, seed: 1);
    private readonly PageCanvas _page = new();
    private uint _frame;

    [Fact]
    public void A_heartbeat_confirms_the_picture_and_is_no_new_one()
    {
        Assert.Null(_feed.Standing);
        Show(TestFrame.All(Size));
        ShownFrame heartbeat = TestFrame.Of(_picture, 2) with
        {
            ChangedTiles = 0,
            CaptureTime = TestFrame.CaptureTime.AddSeconds(1),
            Delay = TimeSpan.FromMilliseconds(40),
        };

        _feed.Show(heartbeat, _picture, new TileSet(new TileGrid(Size)));

        Assert.Equal(
            new PictureStanding(1, TestFrame.CaptureTime.AddSeconds(1), TimeSpan.FromMilliseconds(40)), _feed.Standing);
    }

    [Fact]
    public void A_new_page_is_given_the_whole_picture_and_then_only_what_changes()
    {
        Show(TestFrame.All(Size));
        PageView view = _feed.Open();

        Assert.True(TryDraw(view));
        Assert.True(_page.LastWasWhole);
        Assert.Equal(_picture.Digest(), _page.Picture?.Digest());
        Assert.False(TryDraw(view));

        Show(TestFrame.Change(_picture, 1, 2, 7, 11));
        Assert.True(TryDraw(view));
        Assert.False(_page.LastWasWhole);
        Assert.Equal(4u, _page.LastTiles);
        Assert.Equal(_picture.Digest(), _page.Picture?.Digest());
    }

    [Fact]
    public void What_changes_while_a_page_is_slow_is_merged_into_one_message_of_the_newest()
    {
        Show(TestFrame.All(Size));
        PageView view = _feed.Open();
        TryDraw(view);

        for (int i = 0; i < 50; i++)
            Show(TestFrame.Change(_picture, i % 3, 5));

        Assert.True(TryDraw(view));
        Assert.Equal(51u, _page.LastFrame);
        Assert.Equal(4u, _page.LastTiles);
        Assert.Equal(_picture.Digest(), _page.Picture?.Digest());
        Assert.False(TryDraw(view));
    }

    [Fact]
    public void Pages_take_what_they_have_not_seen_each_for_itself()
    {
        PageView early = _feed.Open();
        Assert.False(TryDraw(early));
        Show(TestFrame.All(Size));
        TryDraw(early);
        Show(TestFrame.Change(_picture, 4));
        PageView late = _feed.Open();

        Assert.True(TryDraw(late));
        Assert.True(_page.LastWasWhole);
        Assert.True(TryDraw(early));
        Assert.Equal(1u, _page.LastTiles);
    }

    [Fact]
    public void Another_size_is_a_whole_picture()
    {
        Show(TestFrame.All(Size));
        PageView view = _feed.Open();
        TryDraw(view);
        Picture other = TestFrame.Noise(new PictureSize(70, 300), seed: 2);

        _feed.Show(TestFrame.Of(other, 1), other, TestFrame.All(other.Size));

        Assert.True(TryDraw(view));
        Assert.True(_page.LastWasWhole);
        Assert.Equal(other.Digest(), _page.Picture?.Digest());
    }

    [Fact]
    public void The_pointer_is_drawn_on_the_picture_and_what_it_leaves_is_drawn_again()
    {
        Show(TestFrame.All(Size));
        PageView view = _feed.Open();
        TryDraw(view);
        var shape = new PointerShape([0xFFFF0000, 0xFF00FF00], 2, 1, 0, 0);
        var pointer = new PointerState(IsVisible: true, X: 63, Y: 10, shape); // on tiles 0 and 1

        _feed.Show(Moved(pointer), _picture, TestFrame.Change(_picture));
        TryDraw(view);
        Assert.Equal(2u, _page.LastTiles);
        Picture expected = new(Size);
        _picture.CopyTo(expected);
        PointerPainter.Paint(expected, pointer);
        Assert.Equal(expected.Digest(), _page.Picture?.Digest());

        _feed.Show(Moved(pointer with { X = 150, Y = 100 }), _picture, TestFrame.Change(_picture));
        TryDraw(view);
        Assert.Equal(3u, _page.LastTiles);
        _feed.Show(Moved(PointerState.Hidden), _picture, TestFrame.Change(_picture));
        TryDraw(view);
        Assert.Equal(_picture.Digest(), _page.Picture?.Digest());
    }

    [Fact]
    public void Neighbouring_tiles_are_one_area()
    {
        var atlas = new TileAtlas();

        atlas.Fill(_picture, TestFrame.All(Size));

        Assert.Equal(3, atlas.Areas.Count);
        Assert.Equal(new AtlasArea(0, 64, 0, 64, 200, 64), atlas.Areas[1]);
        Assert.Equal((256, 192, 12), (atlas.Width, atlas.Height, atlas.TileCount));
    }

    [Fact]
    public void A_heartbeat_wakes_nobody()
    {
        Show(TestFrame.All(Size));
        PageView view = _feed.Open();
        TryDraw(view);

        _feed.Show(TestFrame.Of(_picture, 2) with { ChangedTiles = 0 }, _picture, TestFrame.Change(_picture));

        Assert.False(TryDraw(view));
        Assert.Equal((1, 3), _feed.Count());
    }

    public void Dispose() => _message.Dispose();

    private void Show(TileSet changed) => _feed.Show(TestFrame.Of(_picture, ++_frame), _picture, changed);

    private ShownFrame Moved(PointerState pointer) =>
        TestFrame.Of(_picture, ++_frame) with { ChangedTiles = 0, Pointer = pointer, PointerChanged = true };

    private bool TryDraw(PageView view)
    {
        if (!_feed.TryTake(view, _update)) return false;
        _page.Draw(_message.Write(_update, 1).Span);
        return true;
    }
}
