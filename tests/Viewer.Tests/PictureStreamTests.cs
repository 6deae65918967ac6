using System.Text;
using ScreenShare.Frames;
using ScreenShare.Viewer.Console;

namespace ScreenShare.Viewer.Tests;

public sealed class PictureStreamTests
{
    private static readonly Picture TwoByTwo = TestPicture.Of([0x010203, 0x040506], [0x070809, 0x0A0B0C]);

    [Fact]
    public void Ppm_is_a_header_with_the_size_and_rows_of_rgb()
    {
        byte[] expected = [.. Encoding.ASCII.GetBytes("P6\n2 2\n255\n"), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

        Assert.Equal(expected, Written(PipeFormat.Ppm, TwoByTwo));
    }

    [Fact]
    public void Raw_is_rows_of_bgra_and_nothing_else()
    {
        byte[] expected = [3, 2, 1, 255, 6, 5, 4, 255, 9, 8, 7, 255, 12, 11, 10, 255];

        Assert.Equal(expected, Written(PipeFormat.Raw, TwoByTwo));
    }

    [Fact]
    public void Pictures_of_different_sizes_follow_each_other()
    {
        Picture single = TestPicture.Of([0x0D0E0F]);

        byte[] both = Written(PipeFormat.Ppm, TwoByTwo, single);

        Assert.Equal([.. Written(PipeFormat.Ppm, TwoByTwo), .. Written(PipeFormat.Ppm, single)], both);
    }

    private static byte[] Written(PipeFormat format, params Picture[] pictures)
    {
        using var destination = new MemoryStream();
        var stream = new PictureStream(destination, format);
        foreach (Picture picture in pictures)
            stream.Write(picture);
        return destination.ToArray();
    }
}
