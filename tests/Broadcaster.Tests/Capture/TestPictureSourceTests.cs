using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Tests.Capture;

public sealed class TestPictureSourceTests
{
    private static readonly PictureSize Small = new(480, 270);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_sources_with_the_same_seed_show_the_same_frames()
    {
        using var one = new TestPictureSource(Small, seed: 7);
        using var other = new TestPictureSource(Small, seed: 7);
        (Picture ones, Picture others) = (new Picture(Small), new Picture(Small));

        for (int frame = 0; frame < 50; frame++)
        {
            await one.CaptureAsync(ones, Cancellation);
            await other.CaptureAsync(others, Cancellation);
            Assert.Equal(ones.Digest(), others.Digest());
        }
    }

    [Theory]
    [InlineData(480, 270, 1UL)]
    [InlineData(640, 360, 2UL)]
    [InlineData(97, 61, 3UL)]
    public async Task Drawing_only_what_changed_gives_the_same_as_drawing_all(int width, int height, ulong seed)
    {
        var size = new PictureSize(width, height);
        using var source = new TestPictureSource(size, seed);
        var picture = new Picture(size);

        // Past two changes of slide and several pages of the editor.
        for (long frame = 0; frame < 400; frame++)
        {
            await source.CaptureAsync(picture, Cancellation);
            if (frame % 3 == 0 || frame > 355) Assert.Equal(TestPictureSource.Draw(size, seed, frame).Digest(), picture.Digest());
        }
    }

    // Written down on x86-64; a change of the drawing changes them on purpose.
    [Theory]
    [InlineData(0, "562287a9ad4d0f099c4eba5dd15c81b57736a69df5e9ffb4bb42c327dc4a0bca")]
    [InlineData(1000, "775bdc86b62784803dfd669cf33fc1a677a1786364441a8834beb1386180b17d")]
    public void The_picture_is_the_same_on_every_machine(long frame, string digest) =>
        Assert.Equal(digest, TestPictureSource.Draw(TestPictureSource.DefaultSize, seed: 1, frame).Digest());

    [Fact]
    public void Another_seed_shows_another_picture() =>
        Assert.NotEqual(TestPictureSource.Draw(Small, 1, 5).Digest(), TestPictureSource.Draw(Small, 2, 5).Digest());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 200)]
    [InlineData(3000, 2)]
    [InlineData(64, 48)]
    public async Task A_screen_of_any_size_can_be_drawn(int width, int height)
    {
        var size = new PictureSize(width, height);
        using var source = new TestPictureSource(size, seed: 1);
        var picture = new Picture(size);

        for (int frame = 0; frame < 200; frame++) await source.CaptureAsync(picture, Cancellation);

        Assert.True(picture.IsOpaque());
        Assert.Equal(TestPictureSource.Draw(size, 1, 199).Digest(), picture.Digest());
    }

    [Fact]
    public async Task Every_frame_differs_from_the_last_but_most_of_the_screen_stays()
    {
        PictureSize size = TestPictureSource.DefaultSize;
        using var source = new TestPictureSource(size, seed: 1);
        (Picture last, Picture picture) = (new Picture(size), new Picture(size));
        await source.CaptureAsync(picture, Cancellation);

        const int frames = 120;
        long changed = 0;
        for (int frame = 0; frame < frames; frame++)
        {
            picture.CopyTo(last);
            await source.CaptureAsync(picture, Cancellation);
            long pixels = ChangedTilePixels(last, picture);
            Assert.NotEqual(0, pixels);
            changed += pixels;
        }

        double part = (double)changed / frames / (size.Width * size.Height);
        Assert.InRange(part, 0.05, 0.20);
    }

    private static long ChangedTilePixels(Picture last, Picture picture)
    {
        const int edge = 16;
        long changed = 0;
        for (int y = 0; y + edge <= picture.Size.Height; y += edge)
        {
            for (int x = 0; x + edge <= picture.Size.Width; x += edge)
            {
                for (int row = y; row < y + edge; row++)
                {
                    var bytes = new Range(x * Picture.PixelBytes, (x + edge) * Picture.PixelBytes);
                    if (last.Row(row)[bytes].SequenceEqual(picture.Row(row)[bytes])) continue;
                    changed += edge * edge;
                    break;
                }
            }
        }

        return changed;
    }
}
