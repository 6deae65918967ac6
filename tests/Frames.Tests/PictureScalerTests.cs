namespace ScreenShare.Frames.Tests;

public sealed class PictureScalerTests
{
    [Theory]
    [InlineData(64, 64, 32, 32)]
    [InlineData(100, 70, 33, 69)]
    [InlineData(97, 53, 1, 1)]
    [InlineData(31, 90, 30, 7)]
    [InlineData(5, 1, 4, 1)]
    public void Each_pixel_is_the_mean_of_the_area_it_covers(int width, int height, int toWidth, int toHeight)
    {
        Picture source = Pictures.Make(new PictureSize(width, height), Content.Noise, seed: 1);
        var target = new Picture(new PictureSize(toWidth, toHeight));

        new PictureScaler(source.Size, target.Size).Scale(source, target);

        for (int i = 0; i < target.Pixels.Length; i++)
        {
            (int y, int x) = Math.DivRem(i / 4, toWidth);
            (double across, double down) = ((double)width / toWidth, (double)height / toHeight);
            double mean = i % 4 == 3 ? 255 : Mean(source, i % 4, x * across, y * down, across, down);
            Assert.InRange(target.Pixels[i], mean - 0.500001, mean + 0.500001);
        }
    }

    [Fact]
    public void The_same_size_is_a_copy()
    {
        Picture source = Pictures.Make(new PictureSize(77, 41), Content.Noise, seed: 2);
        var target = new Picture(source.Size);

        new PictureScaler(source.Size, target.Size).Scale(source, target);

        Assert.True(source.Pixels.SequenceEqual(target.Pixels));
    }

    [Fact]
    public void The_largest_white_picture_stays_white()
    {
        var source = new Picture(new PictureSize(PictureSize.EdgeMax, PictureSize.EdgeMax));
        source.Pixels.Fill(255);
        var target = new Picture(new PictureSize(3, 2));

        new PictureScaler(source.Size, target.Size).Scale(source, target);

        Assert.True(target.Pixels.IndexOfAnyExcept((byte)255) < 0);
    }

    [Fact]
    public void A_larger_picture_is_not_made()
    {
        var size = new PictureSize(10, 10);

        Assert.Throws<ArgumentException>(() => new PictureScaler(size, new PictureSize(11, 10)));
        Assert.Throws<ArgumentException>(() => new PictureScaler(size, default));
        Assert.Throws<ArgumentException>(() => new PictureScaler(size, size).Scale(new Picture(new PictureSize(9, 10)), new Picture(size)));
    }

    private static double Mean(Picture source, int channel, double left, double top, double width, double height)
    {
        double sum = 0;
        for (int y = (int)top; y < source.Size.Height && y < top + height; y++)
        {
            for (int x = (int)left; x < source.Size.Width && x < left + width; x++)
            {
                double share = (Math.Min(x + 1, left + width) - Math.Max(x, left)) * (Math.Min(y + 1, top + height) - Math.Max(y, top));
                sum += source.Row(y)[x * 4 + channel] * share;
            }
        }
        return sum / (width * height);
    }
}
