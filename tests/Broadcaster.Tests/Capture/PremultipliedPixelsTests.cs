using System.Runtime.InteropServices;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Tests.Capture;

public sealed class PremultipliedPixelsTests
{
    [Fact]
    public void Every_alpha_and_colour_over_every_other_is_blended_as_a_pointer_is()
    {
        // Each value below under each alpha; colours up to alpha, and above it.
        var drawn = new List<uint>();
        var below = new List<uint>();
        for (uint alpha = 0; alpha < 256; alpha++)
        {
            for (uint under = 0; under < 256; under++)
            {
                drawn.Add((alpha << 24) | (alpha / 2 << 16) | (alpha << 8) | ((under * 7) & 255));
                below.Add(0xFF000000 | (under << 16) | (under << 8) | (255 - under));
            }
        }

        uint[] seen = [.. below];
        PremultipliedPixels.Over(MemoryMarshal.AsBytes(drawn.ToArray().AsSpan()), MemoryMarshal.AsBytes(seen.AsSpan()));

        for (int i = 0; i < seen.Length; i++) Assert.Equal(PointerPainter.Blend(drawn[i], below[i]) | 0xFF000000, seen[i]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void Any_count_of_pixels_is_blended_and_none_beyond(int count)
    {
        uint[] drawn = [.. Enumerable.Repeat(0x80402000u, count)];
        uint[] seen = [.. Enumerable.Repeat(0xFFFFFFFFu, count + 1)];

        PremultipliedPixels.Over(MemoryMarshal.AsBytes(drawn.AsSpan()), MemoryMarshal.AsBytes(seen.AsSpan()));

        Assert.All(seen[..count], pixel => Assert.Equal(0xFFBF9F7F, pixel));
        Assert.Equal(0xFFFFFFFF, seen[count]);
    }
}
