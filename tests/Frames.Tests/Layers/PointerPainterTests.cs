using ScreenShare.Frames.Layers;

namespace ScreenShare.Frames.Tests.Layers;

public sealed class PointerPainterTests
{
    private const int Edge = 5;
    private static readonly PictureSize Size = new(20, 12);

    [Theory]
    [InlineData(0xFF123456, 0xFF000000, 0xFF123456)]
    [InlineData(0x00000000, 0xFF89ABCD, 0xFF89ABCD)]
    [InlineData(0x80800000, 0xFF0000FF, 0xFF80007F)]
    [InlineData(0x10FFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)]
    public void Pixels_are_blended_as_premultiplied_alpha_wants(uint over, uint below, uint expected) =>
        Assert.Equal(expected, PointerPainter.Blend(over, below));

    [Theory]
    [InlineData(10, 6)]
    [InlineData(0, 0)]
    [InlineData(19, 11)]
    [InlineData(-1, 5)]
    [InlineData(5, 13)]
    [InlineData(-300, 4)]
    [InlineData(short.MaxValue, short.MinValue)]
    public void It_covers_what_lies_within_the_picture_and_nothing_else(int x, int y)
    {
        var picture = new Picture(Size);

        PointerPainter.Paint(picture, new PointerState(true, x, y, Opaque()));

        for (int row = 0; row < Size.Height; row++)
        {
            for (int column = 0; column < Size.Width; column++)
            {
                bool isCovered = Math.Abs(column - x) <= Edge / 2 && Math.Abs(row - y) <= Edge / 2;
                Assert.Equal(isCovered ? 0xFFAABBCC : 0xFF000000, Pictures.PixelsOf(picture)[(row * Size.Width) + column]);
            }
        }
    }

    [Fact]
    public void Hidden_or_without_a_shape_it_changes_nothing()
    {
        var picture = new Picture(Size);

        PointerPainter.Paint(picture, new PointerState(false, 5, 5, Opaque()));
        PointerPainter.Paint(picture, new PointerState(true, 5, 5, null));

        Assert.Equal(new Picture(Size).Digest(), picture.Digest());
    }

    private static PointerShape Opaque()
    {
        var pixels = new uint[Edge * Edge];
        pixels.AsSpan().Fill(0xFFAABBCC);
        return new PointerShape(pixels, Edge, Edge, Edge / 2, Edge / 2);
    }
}
