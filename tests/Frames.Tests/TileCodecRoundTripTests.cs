using ScreenShare.Frames.Tiles;

namespace ScreenShare.Frames.Tests;

public sealed class TileCodecRoundTripTests
{
    private readonly TileEncoder _encoder = new();
    private readonly TileDecoder _decoder = new();

    [Theory]
    [EachContent]
    public void Every_size_of_a_cut_off_tile_comes_back_pixel_for_pixel(Content content)
    {
        Picture source = Pictures.Make(new PictureSize(80, 80), content, seed: 1);

        for (int height = 1; height <= 64; height++)
        {
            for (int width = 1; width <= 64; width++) AssertComesBack(source, new TileRectangle(80 - width, 80 - height, width, height));
        }
    }

    [Theory]
    [EachContent]
    public void The_largest_tile_comes_back_pixel_for_pixel(Content content)
    {
        Picture source = Pictures.Make(new PictureSize(128, 128), content, seed: 2);

        AssertComesBack(source, Pictures.Whole(source));
    }

    [Theory]
    [InlineData(Content.Solid, RecordKind.SolidColour)]
    [InlineData(Content.TwoColours, RecordKind.Indexed)]
    [InlineData(Content.SeventeenColours, RecordKind.Indexed)]
    [InlineData(Content.FullPalette, RecordKind.Indexed)]
    [InlineData(Content.OneColourTooMany, RecordKind.Raw)]
    [InlineData(Content.Gradient, RecordKind.TrueColour)]
    [InlineData(Content.Noise, RecordKind.Raw)]
    public void Each_content_gets_the_kind_that_suits_it(Content content, RecordKind kind)
    {
        byte[] payload = Pictures.Encode(Pictures.Make(new PictureSize(64, 64), content, seed: 3));

        Assert.Equal(kind, (RecordKind)payload[0]);
    }

    [Fact]
    public void Alpha_other_than_255_is_not_carried()
    {
        Picture source = Pictures.Make(new PictureSize(64, 64), Content.Text, seed: 4);
        Pictures.PixelsOf(source)[7] = 0x00123456;
        var target = new Picture(source.Size);

        Assert.True(_decoder.TryDecode(Pictures.Encode(source), target, Pictures.Whole(target), out _));

        Assert.Equal(0xFF123456, Pictures.PixelsOf(target)[7]);
    }

    [Fact]
    public void One_encoder_makes_the_same_bytes_as_a_fresh_one()
    {
        foreach (Content content in Enum.GetValues<Content>())
        {
            Picture source = Pictures.Make(new PictureSize(64, 50), content, seed: 5);

            Assert.Equal(Pictures.Encode(source), Pictures.Encode(_encoder, source, Pictures.Whole(source)));
        }
    }

    [Fact]
    public void A_tile_outside_the_picture_or_too_large_is_the_callers_mistake()
    {
        var picture = new Picture(new PictureSize(200, 200));

        Assert.Throws<ArgumentException>(() => Pictures.Encode(_encoder, picture, new TileRectangle(150, 0, 64, 64)));
        Assert.Throws<ArgumentException>(() => Pictures.Encode(_encoder, picture, new TileRectangle(-1, 0, 64, 64)));
        Assert.Throws<ArgumentException>(() => Pictures.Encode(_encoder, picture, new TileRectangle(0, 0, 129, 1)));
        Assert.Throws<ArgumentException>(() => Pictures.Encode(_encoder, picture, default));
    }

    private void AssertComesBack(Picture source, TileRectangle tile)
    {
        byte[] payload = Pictures.Encode(_encoder, source, tile);
        Assert.InRange(payload.Length, 4, TileEncoder.PayloadBytesMax(tile.Width, tile.Height));

        // Whatever the target showed before, only the tile changes.
        var target = new Picture(source.Size);
        var expected = new Picture(source.Size);
        target.Pixels.Fill(0xFE);
        expected.Pixels.Fill(0xFE);
        for (int y = tile.Y; y < tile.Y + tile.Height; y++)
        {
            int start = tile.X * Picture.PixelBytes;
            source.Row(y).Slice(start, tile.Width * Picture.PixelBytes).CopyTo(expected.Row(y)[start..]);
        }

        Assert.True(_decoder.TryDecode(payload, target, tile, out RecordViolation violation), $"{tile}: {violation}");

        Assert.Equal(RecordViolation.None, violation);
        Assert.True(expected.Pixels.SequenceEqual(target.Pixels), $"{tile} came back different.");
    }
}
