using ScreenShare.Frames.Layers;

namespace ScreenShare.Frames.Tests.Layers;

public sealed class PointerShapeTests
{
    [Theory]
    [InlineData(64, 64, 64, 64)]
    [InlineData(65, 65, 64, 64)]
    [InlineData(128, 128, 64, 64)]
    [InlineData(256, 256, 64, 64)]
    [InlineData(256, 32, 64, 8)]
    [InlineData(20, 100, 13, 64)]
    [InlineData(1, 5000, 1, 64)]
    [InlineData(8192, 1, 64, 1)]
    public void A_large_pointer_is_made_smaller_as_a_whole(int width, int height, int fitWidth, int fitHeight)
    {
        PointerShape shape = PointerShape.Fit(Filled(width, height, 0x80402010), width, height, width / 2, height / 4);

        Assert.Equal((fitWidth, fitHeight), (shape.Width, shape.Height));
        Assert.Equal((width / 2 * fitWidth / width, height / 4 * fitHeight / height), (shape.HotX, shape.HotY));
        Assert.All(shape.Pixels.ToArray(), pixel => Assert.Equal(0x80402010, pixel));
    }

    [Fact]
    public void Each_corner_stays_where_it_is_and_the_hot_spot_on_the_same_part()
    {
        uint[] pixels = Filled(128, 128, 0);
        for (int i = 0; i < 4; i++) pixels[((i / 2) * 128) + (i % 2)] = 0xFF0000FF;
        for (int i = 0; i < 4; i++) pixels[((126 + (i / 2)) * 128) + 126 + (i % 2)] = 0xFF00FF00;

        PointerShape shape = PointerShape.Fit(pixels, 128, 128, hotX: 127, hotY: 126);

        Assert.Equal(0xFF0000FF, shape.Pixels[0]);
        Assert.Equal(0xFF00FF00, shape.Pixels[(shape.HotY * 64) + shape.HotX]);
        Assert.Equal((63, 63), (shape.HotX, shape.HotY));
    }

    [Theory]
    [InlineData(-5, 500, 0, 63)]
    [InlineData(int.MaxValue, int.MinValue, 63, 0)]
    public void A_hot_spot_outside_counts_as_the_nearest_pixel(int hotX, int hotY, int fitX, int fitY)
    {
        PointerShape shape = PointerShape.Fit(Filled(100, 100, 1), 100, 100, hotX, hotY);

        Assert.Equal((fitX, fitY), (shape.HotX, shape.HotY));
    }

    [Fact]
    public void What_half_covers_shines_through_half()
    {
        uint[] pixels = Filled(128, 128, 0);
        for (int i = 0; i < pixels.Length; i += 2) pixels[i] = 0xFFFF8000;

        PointerShape shape = PointerShape.Fit(pixels, 128, 128, 0, 0);

        Assert.All(shape.Pixels.ToArray(), pixel => Assert.Equal(0x80804000, pixel));
    }

    private static uint[] Filled(int width, int height, uint pixel)
    {
        var pixels = new uint[width * height];
        pixels.AsSpan().Fill(pixel);
        return pixels;
    }
}
