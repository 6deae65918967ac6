using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.Frames.Tiles;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Viewer.Tests;

public sealed class FrameDecoderTests : IDisposable
{
    private static readonly PictureSize Size = new(200, 130); // 4 × 3 tiles, the last ones cut off
    private static readonly DateTimeOffset Now = TestBroadcast.Start + TimeSpan.FromMilliseconds(120);

    private static readonly byte[] SolidRed = [1, 255, 0, 0];

    private readonly BroadcasterKeys _keys = BroadcasterKeys.Create();
    private readonly TestBroadcast _broadcast;
    private readonly FrameDecoder _decoder;

    public FrameDecoderTests()
    {
        _broadcast = new TestBroadcast(_keys, Size);
        _decoder = DecoderWith(_keys.Content);
    }

    [Fact]
    public void A_published_frame_is_shown_pixel_for_pixel()
    {
        Picture sent = TestPicture.Noise(Size, seed: 1);

        ShownFrame shown = _decoder.Decode(_broadcast.Release(sent, TestBroadcast.Start));

        Assert.Equal(sent.Digest(), _decoder.Picture?.Digest());
        Assert.Equal(Size, shown.Size);
        Assert.True(shown.StartsSession);
        Assert.True(shown.HasPicture);
        Assert.Equal(1u, shown.Number.Value);
        Assert.Equal(12, shown.ChangedTiles);
    }

    [Fact]
    public void The_pointer_moves_over_a_picture_that_stays_as_it_is()
    {
        Picture sent = TestPicture.Noise(Size, seed: 1);
        _decoder.Decode(_broadcast.Release(sent, TestBroadcast.Start));
        var position = new byte[PointerPositionPayload.LengthBytes];
        PointerPositionPayload.Write(new PointerState(true, 50, 60, null), position);

        ShownFrame moved = _decoder.Decode(_broadcast.Release(StreamLayer.PointerPosition, position, TestBroadcast.Start));
        ShownFrame told = _decoder.Decode(_broadcast.Release(StreamLayer.Notice, NoticePayload.Of("closed"), TestBroadcast.Start));

        Assert.Equal((0, true, true), (moved.ChangedTiles, moved.PointerChanged, moved.HasPicture));
        Assert.Equal(new PointerState(true, 50, 60, null), moved.Pointer);
        Assert.Null(moved.NewNotice);
        Assert.Equal(("closed", false), (told.NewNotice, told.HasPicture));
        Assert.Equal(sent.Digest(), _decoder.Picture?.Digest());
    }

    [Fact]
    public void The_delay_is_this_clock_minus_the_capture_time()
    {
        ShownFrame shown = _decoder.Decode(_broadcast.Release(new Picture(Size), TestBroadcast.Start));

        Assert.Equal(TimeSpan.FromMilliseconds(120), shown.Delay);
    }

    [Fact]
    public void A_heartbeat_has_no_picture_and_changes_none()
    {
        Picture sent = TestPicture.Noise(Size, seed: 1);
        ReleasedFrame first = _broadcast.Release(sent, TestBroadcast.Start);
        _decoder.Decode(first);

        ShownFrame shown = _decoder.Decode(first with { Frame = first.Frame.Next, StartsSession = false, Records = [] });

        Assert.False(shown.HasPicture);
        Assert.Equal(sent.Digest(), _decoder.Picture?.Digest());
    }

    [Fact]
    public void Only_the_tiles_that_a_frame_brought_count_as_changed_and_all_when_a_session_starts()
    {
        _decoder.Decode(_broadcast.Release(TestPicture.Noise(Size, seed: 1), TestBroadcast.Start));
        int atFirst = _decoder.Changed?.Count ?? 0;

        _decoder.Decode(_broadcast.Release(tile: 5, SolidRed, TestBroadcast.Start) with { StartsSession = false });

        Assert.Equal(12, atFirst);
        Assert.Equal(1, _decoder.Changed?.Count);
        Assert.True(_decoder.Changed?.Contains(new TileIndex(5)));
    }

    [Fact]
    public void Another_content_key_is_told_as_such_and_shows_nothing()
    {
        using BroadcasterKeys others = BroadcasterKeys.Create();
        using FrameDecoder decoder = DecoderWith(others.Content);

        ReleasedFrame frame = _broadcast.Release(new Picture(Size), TestBroadcast.Start);
        ViewerException fault = Assert.Throws<ViewerException>(() => decoder.Decode(frame));

        Assert.Equal(ViewerFault.ContentKey, fault.Fault);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.Null(decoder.Picture);
    }

    [Fact]
    public void A_new_session_begins_a_new_picture_of_its_own_size()
    {
        using var second = new TestBroadcast(_keys, new PictureSize(64, 64));
        Picture sent = TestPicture.Noise(new PictureSize(64, 64), seed: 2);
        _decoder.Decode(_broadcast.Release(new Picture(Size), TestBroadcast.Start));

        ShownFrame shown = _decoder.Decode(second.Release(sent, TestBroadcast.Start));

        Assert.Equal(sent.Size, shown.Size);
        Assert.Equal(sent.Digest(), _decoder.Picture?.Digest());
    }

    [Fact]
    public void A_record_that_cannot_be_decoded_leaves_its_tile_as_it_was()
    {
        Picture sent = TestPicture.Noise(Size, seed: 1);
        _decoder.Decode(_broadcast.Release(sent, TestBroadcast.Start));

        _decoder.Decode(_broadcast.Release(tile: 3, payload: [0xEE, 1, 2], TestBroadcast.Start));

        Assert.Equal(sent.Digest(), _decoder.Picture?.Digest());
    }

    [Fact]
    public void An_unknown_layout_is_told_as_such()
    {
        ReleasedFrame frame = _broadcast.Release(new Picture(Size), TestBroadcast.Start);
        var unknown = new Swarm.Content.StreamParameters(frame.Parameters.SlotCount, frame.Parameters.ChunkCapacity, [99]);

        ViewerException fault = Assert.Throws<ViewerException>(() => _decoder.Decode(frame with { Parameters = unknown }));

        Assert.Equal(ViewerFault.Layout, fault.Fault);
    }

    [Fact]
    public void A_copy_of_the_picture_is_whole_and_takes_the_size_it_needs()
    {
        Picture? copy = null;
        Assert.False(_decoder.TryCopyPicture(ref copy));
        Picture sent = TestPicture.Noise(Size, seed: 3);
        _decoder.Decode(_broadcast.Release(sent, TestBroadcast.Start));

        Assert.True(_decoder.TryCopyPicture(ref copy));

        Assert.Equal(sent.Digest(), copy?.Digest());
        Assert.NotSame(_decoder.Picture, copy);
        Picture? before = copy;
        Assert.True(_decoder.TryCopyPicture(ref copy));
        Assert.Same(before, copy);
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _broadcast.Dispose();
        _keys.Dispose();
    }

    private static FrameDecoder DecoderWith(ContentKey key) => new(key, new FakeTimeProvider(Now), NullLogger.Instance);
}
