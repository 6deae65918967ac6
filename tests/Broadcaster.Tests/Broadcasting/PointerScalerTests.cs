using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Tests.Broadcasting;

public class PointerScalerTests
{
    private readonly PointerScaler _scaler = new();

    [Fact]
    public void The_pointer_is_made_smaller_with_its_picture()
    {
        var pixels = new uint[32 * 32];
        pixels.AsSpan().Fill(0x80402000);
        var pointer = new PointerState(true, 500, 300, new PointerShape(pixels, 32, 32, 8, 4));

        PointerState scaled = _scaler.Scale(pointer, new PictureSize(1000, 600), new PictureSize(500, 300));

        Assert.Equal((250, 150), (scaled.X, scaled.Y));
        Assert.Equal((16, 16, 4, 2), (scaled.Shape?.Width, scaled.Shape?.Height, scaled.Shape?.HotX, scaled.Shape?.HotY));
        Assert.All(scaled.Shape!.Pixels.ToArray(), pixel => Assert.Equal(0x80402000, pixel));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(101, 67)]
    [InlineData(999, 599)]
    public void Any_factor_leaves_a_pixel_at_least(int width, int height)
    {
        var pointer = new PointerState(true, 999, 599, new PointerShape(new uint[3 * 5], 3, 5, 2, 4));

        PointerState scaled = _scaler.Scale(pointer, new PictureSize(1000, 600), new PictureSize(width, height));

        Assert.InRange(scaled.X, 0, width - 1);
        Assert.True(scaled.Shape is { Width: >= 1, Height: >= 1 });
    }
}
