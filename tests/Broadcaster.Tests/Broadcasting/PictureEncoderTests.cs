using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;
using ScreenShare.Frames.Tiles;
using ScreenShare.Swarm.Publishing;

namespace ScreenShare.Broadcaster.Tests.Broadcasting;

public class PictureEncoderTests
{
    private static readonly PictureSize Size = new(700, 430); // tiles cut off at both edges
    private static readonly TileGrid Grid = new(Size);

    [Fact]
    public void The_first_picture_has_a_payload_for_every_slot_in_order()
    {
        var encoder = new PictureEncoder(Grid, workers: 2);

        EncodedTiles encoded = encoder.Encode(TestPictureSource.Draw(Size, seed: 1, frame: 0));

        Assert.Equal(Enumerable.Range(0, Grid.Count), encoded.Payloads.Select(payload => (int)payload.Slot.Value));
        Assert.Null(encoded.Spare);
    }

    [Fact]
    public void A_picture_that_did_not_change_has_no_payloads_and_is_given_back()
    {
        var encoder = new PictureEncoder(Grid, workers: 2);
        encoder.Encode(TestPictureSource.Draw(Size, seed: 1, frame: 0));
        Picture same = TestPictureSource.Draw(Size, seed: 1, frame: 0);

        EncodedTiles encoded = encoder.Encode(same);

        Assert.Empty(encoded.Payloads);
        Assert.Same(same, encoded.Spare);
    }

    [Fact]
    public void A_pixel_changes_its_tile_alone_and_the_picture_before_is_given_back()
    {
        var encoder = new PictureEncoder(Grid, workers: 2);
        Picture first = TestPictureSource.Draw(Size, seed: 1, frame: 0);
        encoder.Encode(first);
        Picture second = TestPictureSource.Draw(Size, seed: 1, frame: 0);
        second.Row(70)[65 * Picture.PixelBytes] ^= 1; // column 1, row 1

        EncodedTiles encoded = encoder.Encode(second);

        SlotPayload changed = Assert.Single(encoded.Payloads);
        Assert.Equal(Grid.Columns + 1, changed.Slot.Value);
        Assert.Same(first, encoded.Spare);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Applying_the_payloads_gives_the_same_picture_whatever_the_number_of_workers(int workers)
    {
        var encoder = new PictureEncoder(Grid, workers);
        var canvas = new Canvas(Grid);
        for (int frame = 0; frame < 5; frame++)
        {
            Picture picture = TestPictureSource.Draw(Size, seed: 7, frame * 10);

            foreach (SlotPayload payload in encoder.Encode(picture).Payloads)
                Assert.True(canvas.TryApply(new TileIndex(payload.Slot.Value), payload.Payload.Span, out _));

            Assert.Equal(picture.Digest(), canvas.Picture.Digest());
        }
    }
}
