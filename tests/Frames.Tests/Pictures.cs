using System.Buffers;
using System.Runtime.InteropServices;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Frames.Tests;

/// <summary>What a test picture shows.</summary>
public enum Content
{
    Solid,
    TwoColours,
    FourColours,
    SixteenColours,
    SeventeenColours,
    FullPalette,
    OneColourTooMany,
    Noise,
    Gradient,
    Text,
}

/// <summary>Pictures to test with, the same for the same seed.</summary>
internal static class Pictures
{
    public static Picture Make(PictureSize size, Content content, int seed)
    {
        var random = new Random(seed);
        var picture = new Picture(size);
        Span<uint> pixels = PixelsOf(picture);
        uint first = Colour(random);
        uint second = Colour(random);
        for (int i = 0; i < pixels.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, size.Width);
            pixels[i] = content switch
            {
                Content.Solid => first,
                Content.TwoColours => random.Next(2) == 0 ? first : second,
                Content.FourColours => Nth(i, 4, random),
                Content.SixteenColours => Nth(i, 16, random),
                Content.SeventeenColours => Nth(i, 17, random),
                Content.FullPalette => Nth(i, 256, random),
                Content.OneColourTooMany => Nth(i, 257, random),
                Content.Noise => Colour(random),
                Content.Gradient => 0xFF000000 | (uint)(byte)(x * 3) << 16 | (uint)(byte)(y * 2) << 8 | (byte)(x + y),
                Content.Text => x / 3 % 4 == 0 && y % 12 < 9 && random.Next(3) > 0 ? first : second,
                _ => throw new ArgumentOutOfRangeException(nameof(content)),
            };
        }
        return picture;
    }

    public static Span<uint> PixelsOf(Picture picture) => MemoryMarshal.Cast<byte, uint>(picture.Pixels);

    public static TileRectangle Whole(Picture picture) => new(0, 0, picture.Size.Width, picture.Size.Height);

    public static byte[] Encode(TileEncoder encoder, Picture picture, TileRectangle tile)
    {
        var writer = new ArrayBufferWriter<byte>();
        encoder.Encode(picture, tile, writer);
        return writer.WrittenSpan.ToArray();
    }

    public static byte[] Encode(Picture picture) => Encode(new TileEncoder(), picture, Whole(picture));

    private static uint Colour(Random random) => 0xFF000000 | (uint)random.Next(1 << 24);

    // Each of so many colours at least once, if there are as many pixels; in no order.
    private static uint Nth(int i, int colours, Random random)
    {
        uint n = (uint)(i < colours ? i : random.Next(colours));
        return 0xFF000000 | n * 0x9E3779 & 0xFFFFFF;
    }
}
