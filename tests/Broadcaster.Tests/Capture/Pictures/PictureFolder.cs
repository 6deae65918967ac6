using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.Pictures;
using ScreenShare.Frames;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.Broadcaster.Tests.Capture.Pictures;

/// <summary>A folder of a test's own, and what a broadcast shows of the files in it.</summary>
internal sealed class PictureFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("screenshare-pictures");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Path => _folder.FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, byte[] file)
    {
        File.WriteAllBytes(At(name), file);
        return At(name);
    }

    public static IScreenSource Open(string path, bool loop = false, TimeProvider? time = null) =>
        FileSource.Open(path, loop, time ?? TimeProvider.System, Cancellation);

    /// <summary>The first picture.</summary>
    public static async Task<Picture> ShowAsync(string path)
    {
        using IScreenSource source = Open(path);
        var picture = new Picture(source.Size);
        Assert.Equal(CaptureOutcome.Captured, await source.CaptureAsync(picture, Cancellation));
        Assert.True(picture.IsOpaque());
        return picture;
    }

    /// <summary>What is said instead of a picture, in one line.</summary>
    public static string Complaint(string path)
    {
        string complaint = Assert.Throws<CaptureException>(() => Open(path).Dispose()).Message;
        Assert.DoesNotContain('\n', complaint);
        return complaint;
    }

    public static void AssertSame(Picture shown, Func<int, int, Bgra32> expected, int differenceMax = 0)
    {
        for (int y = 0; y < shown.Size.Height; y++)
        {
            for (int x = 0; x < shown.Size.Width; x++)
            {
                (Bgra32 found, Bgra32 should) = (new Bgra32 { PackedValue = shown.Pixel(x, y) }, expected(x, y));
                int[] differences = [found.R - should.R, found.G - should.G, found.B - should.B];
                int difference = differences.Max(Math.Abs);
                Assert.True(difference <= differenceMax, $"at {x},{y} it is {found} and should be {should}");
            }
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
